import type { Generated } from 'kysely';
import type { ProblemCode } from '../../domain/problems.ts';
import type { JsonColumn, Nullable, Stamped } from './columns.ts';

export type ActorKind = 'system' | 'user' | 'shopify' | 'netsuite' | 'api';

export interface ExceptionsTable {
  id: Generated<bigint>;
  shop_id: string;
  order_id: Nullable<string>;
  return_id: Nullable<string>;
  code: ProblemCode;
  /** What on the return it is about (a credit, a line), so that two of one kind can stand open. */
  subject: Generated<string>;
  owner_role: string;
  detail: string;
  remedy: string;
  raised_at: Stamped;
  /** When operations were told; set before, so that they are told at most once. */
  told_at: Nullable<Date>;
  acknowledged_at: Nullable<Date>;
  acknowledged_by: Nullable<string>;
  closed_at: Nullable<Date>;
  closed_reason: Nullable<string>;
}

export interface EventsTable {
  id: Generated<bigint>;
  shop_id: string;
  order_id: Nullable<string>;
  return_id: Nullable<string>;
  at: Stamped;
  actor_kind: ActorKind;
  actor: string;
  action: string;
  reason: Nullable<string>;
  data: JsonColumn;
}

export interface SealsTable {
  shop_id: string;
  seq: bigint;
  event_id: bigint;
  hash: string;
  previous_hash: string;
  sealed_at: Stamped;
}

export interface UnsealedTable {
  event_id: bigint;
  shop_id: string;
}

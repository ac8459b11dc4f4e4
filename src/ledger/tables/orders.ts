import type { Generated } from 'kysely';
import type { ProblemCode } from '../../domain/problems.ts';
import type { JsonColumn, Nullable, NullableJson, Stamped } from './columns.ts';

export const hintSources = ['webhook', 'poll', 'button', 'night', 'self'] as const;
export type HintSource = (typeof hintSources)[number];
export const subjectKinds = ['order', 'return', 'rfo', 'inventory', 'netsuite', 'unknown'] as const;
export type SubjectKind = (typeof subjectKinds)[number];
export type EffectState = 'INTENT' | 'DONE' | 'REJECTED' | 'UNKNOWN';

export interface ShopsTable {
  id: string;
  domain: string;
  netsuite_account: string;
  /** Returns from before it are observed only. */
  start_at: Date;
  /** Why the shop's money lane stands still; null while it runs. */
  money_stopped_reason: Nullable<string>;
  created_at: Stamped;
}

export interface InboxTable {
  id: Generated<bigint>;
  shop_id: string;
  source: HintSource;
  topic: string;
  subject_kind: SubjectKind;
  subject_id: Nullable<string>;
  delivery_key: string;
  body_hash: string;
  headers: JsonColumn;
  body: string;
  received_at: Stamped;
  state: Generated<'new' | 'resolved' | 'failed'>;
  problem_code: Nullable<ProblemCode>;
  resolved_at: Nullable<Date>;
}

export interface OrdersTable {
  id: string;
  shop_id: string;
  shopify_order_id: Nullable<string>;
  name: string;
  netsuite_order_id: Nullable<string>;
  /** How many hints have come in for this order. */
  hint_seq: Generated<bigint>;
  /** How many of them a finished look has covered. */
  seen_seq: Generated<bigint>;
  next_look_at: Nullable<Date>;
  lease_owner: Nullable<string>;
  lease_until: Nullable<Date>;
  /** Rises with every lease, so that a worker whose lease ran out can be told from the next one. */
  fence: Generated<bigint>;
  shopify_side: NullableJson;
  shopify_read_at: Nullable<Date>;
  shopify_stale: Generated<boolean>;
  netsuite_side: NullableJson;
  netsuite_read_at: Nullable<Date>;
  netsuite_stale: Generated<boolean>;
  created_at: Stamped;
  updated_at: Stamped;
}

export interface EffectsTable {
  id: string;
  shop_id: string;
  order_id: string;
  return_id: Nullable<string>;
  kind: string;
  subject: string;
  attempt: Generated<number>;
  state: Generated<EffectState>;
  request: JsonColumn;
  request_hash: string;
  /** The first sending, by which a key's age is measured. */
  sent_at: Nullable<Date>;
  /** The newest sending, by which is measured what may still be committed late. */
  last_sent_at: Nullable<Date>;
  result: NullableJson;
  remote_id: Nullable<string>;
  problem_code: Nullable<ProblemCode>;
  problem_detail: Nullable<string>;
  fence: bigint;
  created_at: Stamped;
  ended_at: Nullable<Date>;
  probed_at: Nullable<Date>;
  probes: Generated<number>;
}

import type { Generated } from 'kysely';
import type { Milestone } from '../../domain/stage.ts';
import type { JsonColumn, Nullable, Stamped } from './columns.ts';

export type RefundState = 'planned' | 'sent' | 'pending' | 'settled' | 'failed';

export interface QuotesTable {
  id: string;
  return_id: string;
  revision: number;
  state: 'open' | 'locked' | 'superseded';
  total_minor: bigint;
  currency: string;
  hash: string;
  facts_digest: string;
  shipping_minor: bigint;
  fee_minor: bigint;
  why_not_lockable: Nullable<string>;
  parts: JsonColumn;
  derivation: JsonColumn;
  differences: JsonColumn;
  reason: Nullable<string>;
  created_at: Stamped;
  locked_at: Nullable<Date>;
  superseded_at: Nullable<Date>;
}

export interface QuoteUnitsTable {
  quote_id: string;
  return_line_id: string;
  ordinal: number;
  net_minor: bigint;
  tax_minor: bigint;
}

export interface CreditsTable {
  /** `<account>:<netsuite id>` */
  id: string;
  order_id: string;
  rma_id: Nullable<string>;
  type: 'creditMemo' | 'cashRefund';
  tran_id: string;
  total_minor: bigint;
  currency: string;
  status: string;
  valid: boolean;
  posted_at: Date;
  first_seen_at: Stamped;
}

export interface CreditUnitsTable {
  return_line_id: string;
  ordinal: number;
  credit_id: string;
  released_at: Stamped;
}

export interface RefundsTable {
  id: string;
  return_id: string;
  order_id: string;
  credit_id: string;
  effect_id: string;
  amount_minor: bigint;
  currency: string;
  state: RefundState;
  shopify_refund_id: Nullable<string>;
  created_at: Stamped;
  settled_at: Nullable<Date>;
}

export interface RefundTendersTable {
  refund_id: string;
  parent_transaction_id: string;
  gateway: string;
  amount_minor: bigint;
  status: string;
  transaction_id: Nullable<string>;
}

export interface TellingsTable {
  return_id: string;
  milestone: Milestone;
  batch_key: string;
  amount_minor: Nullable<bigint>;
  units: JsonColumn;
  told_by: string;
  effect_id: Nullable<string>;
  told_at: Stamped;
}

export interface ApprovalsTable {
  id: Generated<bigint>;
  return_id: string;
  quote_hash: string;
  decision: 'approved' | 'refused';
  actor: string;
  reason: Nullable<string>;
  at: Stamped;
}

import type { Generated } from 'kysely';
import type { Disposition, HoldState, Stage } from '../../domain/stage.ts';
import type { Nullable, Stamped } from './columns.ts';

export interface ReturnsTable {
  id: string;
  order_id: string;
  shop_id: string;
  shopify_return_id: Nullable<string>;
  name: string;
  origin: 'shopify' | 'netsuite';
  stage: Stage;
  stage_since: Stamped;
  blocker_code: Nullable<string>;
  /** One sentence: what the return waits for. */
  blocker: Nullable<string>;
  amount_minor: Nullable<bigint>;
  currency: Nullable<string>;
  observed_only: Generated<boolean>;
  started_at: Stamped;
  ended_at: Nullable<Date>;
  version: Generated<bigint>;
  created_at: Stamped;
  updated_at: Stamped;
}

export interface ReturnLinesTable {
  id: string;
  return_id: string;
  shopify_return_line_id: Nullable<string>;
  shopify_line_id: Nullable<string>;
  fulfillment_line_item_id: Nullable<string>;
  quantity: number;
  reason: Nullable<string>;
  reason_note: Nullable<string>;
}

export interface UnitsTable {
  return_line_id: string;
  ordinal: number;
  rma_id: Nullable<string>;
  rma_line: Nullable<number>;
  disposition: Nullable<Disposition>;
  received_at: Nullable<Date>;
  judged_at: Nullable<Date>;
  cleared_at: Nullable<Date>;
  credit_id: Nullable<string>;
}

export interface RmasTable {
  /** Our external id in NetSuite. */
  id: string;
  return_id: string;
  order_id: string;
  netsuite_id: Nullable<string>;
  tran_id: Nullable<string>;
  source_type: 'salesOrder' | 'invoice' | 'cashSale';
  source_id: string;
  revision: Generated<number>;
  status: Nullable<string>;
  total_minor: Nullable<bigint>;
  currency: Nullable<string>;
  adopted: Generated<boolean>;
}

export interface RmaUnitsTable {
  rma_id: string;
  rma_order_line: number;
  return_line_id: string;
  ordinal: number;
}

export interface HoldsTable {
  return_line_id: string;
  ordinal: number;
  return_id: string;
  order_id: string;
  state: HoldState;
  inventory_item_id: Nullable<string>;
  location_id: Nullable<string>;
  receipt_id: Nullable<string>;
  quantity: Generated<number>;
  /** Whether the unit stands in Shopify's `quality_control`, or the hold is in the ledger only. */
  in_shopify: Generated<boolean>;
  updated_at: Stamped;
}

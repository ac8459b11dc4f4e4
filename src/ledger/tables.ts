import type { Selectable } from 'kysely';
import type {
  BudgetsTable,
  ConfigVersionsTable,
  CursorsTable,
  GateLimitsTable,
  LeasesTable,
  RunsTable,
  SlotsTable,
} from './tables/machinery.ts';
import type {
  ApprovalsTable,
  CreditsTable,
  CreditUnitsTable,
  QuotesTable,
  QuoteUnitsTable,
  RefundsTable,
  RefundTendersTable,
  TellingsTable,
} from './tables/money.ts';
import type { EffectsTable, InboxTable, OrdersTable, ShopsTable } from './tables/orders.ts';
import type { EventsTable, ExceptionsTable, SealsTable, UnsealedTable } from './tables/people.ts';
import type {
  HoldsTable,
  ReturnLinesTable,
  ReturnsTable,
  RmasTable,
  RmaUnitsTable,
  UnitsTable,
} from './tables/returns.ts';

export type { RefundState } from './tables/money.ts';
export {
  type EffectState,
  type HintSource,
  hintSources,
  type SubjectKind,
  subjectKinds,
} from './tables/orders.ts';
export type { ActorKind } from './tables/people.ts';

/** Every table of the ledger, under the names of the glossary, in schema `backhaul`. */
export interface Tables {
  shops: ShopsTable;
  inbox: InboxTable;
  orders: OrdersTable;
  returns: ReturnsTable;
  return_lines: ReturnLinesTable;
  units: UnitsTable;
  rmas: RmasTable;
  rma_units: RmaUnitsTable;
  quotes: QuotesTable;
  quote_units: QuoteUnitsTable;
  holds: HoldsTable;
  credits: CreditsTable;
  credit_units: CreditUnitsTable;
  refunds: RefundsTable;
  refund_tenders: RefundTendersTable;
  effects: EffectsTable;
  tellings: TellingsTable;
  approvals: ApprovalsTable;
  exceptions: ExceptionsTable;
  events: EventsTable;
  seals: SealsTable;
  unsealed: UnsealedTable;
  cursors: CursorsTable;
  leases: LeasesTable;
  budgets: BudgetsTable;
  slots: SlotsTable;
  gate_limits: GateLimitsTable;
  runs: RunsTable;
  config_versions: ConfigVersionsTable;
}

/** A row as it is read. */
export type Row<K extends keyof Tables> = Selectable<Tables[K]>;

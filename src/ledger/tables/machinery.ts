import type { Generated } from 'kysely';
import type { JsonColumn, Nullable, Stamped } from './columns.ts';

export interface CursorsTable {
  key: string;
  value: JsonColumn;
  updated_at: Stamped;
}

export interface LeasesTable {
  name: string;
  owner: string;
  until: Date;
  fence: Generated<bigint>;
}

export interface BudgetsTable {
  key: string;
  capacity: number;
  available: number;
  restore_per_second: number;
  refreshed_at: Stamped;
}

export interface SlotsTable {
  key: string;
  holder: string;
  until: Date;
}

export interface GateLimitsTable {
  key: string;
  configured: number;
  current: number;
  last_rejection_at: Nullable<Date>;
}

export interface RunsTable {
  id: string;
  shop_id: string;
  kind: string;
  state: Generated<'running' | 'proven' | 'failed'>;
  window_from: Date;
  window_to: Date;
  counts: JsonColumn;
  sums: JsonColumn;
  healed: JsonColumn;
  started_at: Stamped;
  ended_at: Nullable<Date>;
}

export interface ConfigVersionsTable {
  hash: string;
  document: JsonColumn;
  at: Stamped;
}

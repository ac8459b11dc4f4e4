import type { Migration } from './migration.ts';

export const machinery: Migration = {
  name: '0005-machinery',
  minAppVersion: '0.1.0',
  sql: `
create table backhaul.cursors (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

create table backhaul.leases (
  name text primary key,
  owner text not null,
  until timestamptz not null,
  fence bigint not null default 1
);

create table backhaul.budgets (
  key text primary key,
  capacity integer not null check (capacity > 0),
  available double precision not null,
  restore_per_second double precision not null check (restore_per_second > 0),
  refreshed_at timestamptz not null default now()
);

create table backhaul.gate_limits (
  key text primary key,
  configured integer not null check (configured >= 1),
  current double precision not null,
  last_rejection_at timestamptz,
  check (current >= 1 and current <= configured)
);

create table backhaul.slots (
  key text not null references backhaul.gate_limits (key),
  holder text not null,
  until timestamptz not null,
  primary key (key, holder)
);

create table backhaul.runs (
  id text primary key,
  shop_id text not null,
  kind text not null,
  state text not null default 'running' check (state in ('running', 'proven', 'failed')),
  window_from timestamptz not null,
  window_to timestamptz not null,
  counts jsonb not null default '{}',
  sums jsonb not null default '{}',
  healed jsonb not null default '[]',
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  check ((state = 'running') = (ended_at is null))
);
create unique index runs_one_running on backhaul.runs (shop_id) where state = 'running';
create index runs_latest on backhaul.runs (shop_id, started_at desc);

create table backhaul.config_versions (
  hash text primary key,
  document jsonb not null,
  at timestamptz not null default now()
);
`,
};

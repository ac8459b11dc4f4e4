import type { Migration } from './migration.ts';

export const people: Migration = {
  name: '0004-people',
  minAppVersion: '0.1.0',
  sql: `
create table backhaul.exceptions (
  id bigserial primary key,
  shop_id text not null,
  order_id text references backhaul.orders (id),
  return_id text references backhaul.returns (id),
  code text not null,
  subject text not null default '',
  owner_role text not null,
  detail text not null,
  remedy text not null,
  raised_at timestamptz not null default now(),
  -- Set before operations are told: told at most once.
  told_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  closed_at timestamptz,
  closed_reason text,
  check ((acknowledged_at is null) = (acknowledged_by is null)),
  check ((closed_at is null) = (closed_reason is null))
);
-- A look that runs twice raises once.
create unique index exceptions_once on backhaul.exceptions
  (shop_id, coalesce(order_id, ''), coalesce(return_id, ''), code, subject)
  where closed_at is null;
create index exceptions_open on backhaul.exceptions (shop_id, owner_role, raised_at)
  where closed_at is null;
create index exceptions_order on backhaul.exceptions (order_id);

create table backhaul.events (
  id bigserial primary key,
  shop_id text not null,
  order_id text,
  return_id text,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('system', 'user', 'shopify', 'netsuite', 'api')),
  actor text not null,
  action text not null,
  reason text,
  data jsonb not null default '{}'
);
create index events_return on backhaul.events (return_id, id);
create index events_order on backhaul.events (order_id, id);
create index events_shop on backhaul.events (shop_id, at);

create table backhaul.seals (
  shop_id text not null,
  seq bigint not null check (seq >= 1),
  event_id bigint not null unique references backhaul.events (id),
  hash text not null,
  previous_hash text not null,
  sealed_at timestamptz not null default now(),
  primary key (shop_id, seq)
);

-- Ids are drawn before commit, so the sealer cannot go by the highest id: it would pass over an
-- event whose transaction ends later. This list cannot.
create table backhaul.unsealed (
  event_id bigint primary key,
  shop_id text not null
);
create index unsealed_shop on backhaul.unsealed (shop_id, event_id);
create function backhaul.list_unsealed() returns trigger
language plpgsql set search_path = backhaul, pg_catalog as $body$
begin
  insert into backhaul.unsealed (event_id, shop_id) select id, shop_id from inserted;
  return null;
end $body$;
create trigger events_unsealed after insert on backhaul.events
  referencing new table as inserted
  for each statement execute function backhaul.list_unsealed();

create function backhaul.refuse_change() returns trigger
language plpgsql set search_path = backhaul, pg_catalog as $body$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $body$;
create trigger events_append_only before update or delete or truncate on backhaul.events
  for each statement execute function backhaul.refuse_change();
create trigger seals_append_only before update or delete or truncate on backhaul.seals
  for each statement execute function backhaul.refuse_change();
`,
};

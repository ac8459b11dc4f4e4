import type { Migration } from './migration.ts';

export const orders: Migration = {
  name: '0001-orders',
  minAppVersion: '0.1.0',
  sql: `
create table backhaul.shops (
  id text primary key,
  domain text not null unique,
  netsuite_account text not null,
  start_at timestamptz not null,
  money_stopped_reason text,
  created_at timestamptz not null default now()
);

-- No reference to shops: a message that was signed is kept, whatever the configuration says now.
create table backhaul.inbox (
  id bigserial primary key,
  shop_id text not null,
  source text not null check (source in ('webhook', 'poll', 'button', 'night', 'self')),
  topic text not null,
  subject_kind text not null
    check (subject_kind in ('order', 'return', 'rfo', 'inventory', 'netsuite', 'unknown')),
  subject_id text,
  delivery_key text not null,
  body_hash text not null,
  headers jsonb not null default '{}',
  body text not null,
  received_at timestamptz not null default now(),
  state text not null default 'new' check (state in ('new', 'resolved', 'failed')),
  problem_code text,
  resolved_at timestamptz,
  -- Kept for ever: a delivery can be repeated days later.
  unique (shop_id, topic, delivery_key),
  check ((state = 'new') = (resolved_at is null))
);
create index inbox_unresolved on backhaul.inbox (id) where state = 'new';
create index inbox_subject on backhaul.inbox (shop_id, subject_id);

create table backhaul.orders (
  id text primary key,
  shop_id text not null references backhaul.shops (id),
  shopify_order_id text,
  name text not null,
  netsuite_order_id text,
  hint_seq bigint not null default 0,
  seen_seq bigint not null default 0,
  next_look_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  fence bigint not null default 0,
  shopify_side jsonb,
  shopify_read_at timestamptz,
  shopify_stale boolean not null default true,
  netsuite_side jsonb,
  netsuite_read_at timestamptz,
  netsuite_stale boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (shop_id, shopify_order_id),
  unique (shop_id, netsuite_order_id),
  check (seen_seq <= hint_seq),
  check ((lease_owner is null) = (lease_until is null))
);
create index orders_next_look on backhaul.orders (next_look_at) where next_look_at is not null;
create index orders_hinted on backhaul.orders (updated_at) where hint_seq > seen_seq;
create index orders_name on backhaul.orders (shop_id, name);

create table backhaul.effects (
  id text primary key,
  shop_id text not null references backhaul.shops (id),
  order_id text not null references backhaul.orders (id),
  return_id text,
  kind text not null,
  subject text not null,
  attempt integer not null default 1 check (attempt >= 1),
  state text not null default 'INTENT' check (state in ('INTENT', 'DONE', 'REJECTED', 'UNKNOWN')),
  request jsonb not null,
  request_hash text not null,
  sent_at timestamptz,
  result jsonb,
  remote_id text,
  problem_code text,
  problem_detail text,
  fence bigint not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  probed_at timestamptz,
  probes integer not null default 0,
  unique (order_id, kind, subject, attempt),
  check ((state in ('DONE', 'REJECTED')) = (ended_at is not null)),
  -- What was never sent cannot have an unknown outcome.
  check (state <> 'UNKNOWN' or sent_at is not null)
);
create index effects_open on backhaul.effects (order_id) where state in ('INTENT', 'UNKNOWN');
create index effects_return on backhaul.effects (return_id);
-- A further attempt may begin only when the earlier one has ended: no two fates open at once.
create unique index effects_one_open on backhaul.effects (order_id, kind, subject)
  where state in ('INTENT', 'UNKNOWN');

create function backhaul.refuse_change_of_ended_effect() returns trigger
language plpgsql set search_path = backhaul, pg_catalog as $body$
begin
  raise exception 'effect % has ended as %', old.id, old.state using errcode = 'restrict_violation';
end $body$;
create trigger effects_are_final before update on backhaul.effects for each row
  when (old.state in ('DONE', 'REJECTED'))
  execute function backhaul.refuse_change_of_ended_effect();
`,
};

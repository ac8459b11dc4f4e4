import type { Migration } from './migration.ts';

export const returns: Migration = {
  name: '0002-returns',
  minAppVersion: '0.1.0',
  sql: `
create table backhaul.returns (
  id text primary key,
  order_id text not null references backhaul.orders (id),
  shop_id text not null references backhaul.shops (id),
  shopify_return_id text,
  name text not null,
  origin text not null check (origin in ('shopify', 'netsuite')),
  stage text not null check (stage in ('requested', 'authorized', 'in_transit', 'received',
    'inspected', 'posted', 'settled', 'closed', 'declined', 'cancelled')),
  stage_since timestamptz not null default now(),
  blocker_code text,
  blocker text,
  amount_minor bigint,
  currency text,
  observed_only boolean not null default false,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (shop_id, shopify_return_id),
  check (blocker_code is null or blocker is not null),
  check (amount_minor is null or currency is not null)
);
create index returns_order on backhaul.returns (order_id);
create index returns_stage on backhaul.returns (shop_id, stage, stage_since);
create index returns_started on backhaul.returns (shop_id, started_at desc);

-- Versions rise by one with every change, whoever writes: a lost update cannot hide.
create function backhaul.count_version() returns trigger
language plpgsql set search_path = backhaul, pg_catalog as $body$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end $body$;
create trigger returns_version before update on backhaul.returns
  for each row execute function backhaul.count_version();

create table backhaul.return_lines (
  id text primary key,
  return_id text not null references backhaul.returns (id),
  shopify_return_line_id text,
  shopify_line_id text,
  fulfillment_line_item_id text,
  quantity integer not null check (quantity > 0),
  reason text,
  reason_note text,
  unique (return_id, shopify_return_line_id)
);
create index return_lines_return on backhaul.return_lines (return_id);

create table backhaul.rmas (
  id text primary key,
  return_id text not null references backhaul.returns (id),
  order_id text not null references backhaul.orders (id),
  netsuite_id text,
  tran_id text,
  source_type text not null check (source_type in ('salesOrder', 'invoice', 'cashSale')),
  source_id text not null,
  revision integer not null default 1 check (revision >= 1),
  status text,
  total_minor bigint,
  currency text,
  adopted boolean not null default false,
  unique (return_id, source_id, revision)
);
create index rmas_order on backhaul.rmas (order_id);
create index rmas_netsuite on backhaul.rmas (netsuite_id);

create table backhaul.units (
  return_line_id text not null references backhaul.return_lines (id),
  ordinal integer not null check (ordinal >= 1),
  rma_id text references backhaul.rmas (id),
  rma_line integer,
  disposition text check (disposition in ('sellable', 'refurbish', 'quarantine', 'vendor',
    'liquidate', 'scrap', 'missing', 'kept_by_customer')),
  received_at timestamptz,
  judged_at timestamptz,
  cleared_at timestamptz,
  credit_id text,
  primary key (return_line_id, ordinal),
  check ((judged_at is null) = (disposition is null)),
  -- Only a sellable unit may go on sale; a comparison with null would let any through.
  check (cleared_at is null or (disposition is not null and disposition = 'sellable'))
);
create index units_rma on backhaul.units (rma_id);

create table backhaul.rma_units (
  rma_id text not null references backhaul.rmas (id),
  rma_order_line integer not null,
  return_line_id text not null,
  ordinal integer not null,
  primary key (return_line_id, ordinal, rma_id),
  foreign key (return_line_id, ordinal) references backhaul.units (return_line_id, ordinal)
);
create index rma_units_rma on backhaul.rma_units (rma_id);

create table backhaul.holds (
  return_line_id text not null,
  ordinal integer not null,
  return_id text not null references backhaul.returns (id),
  order_id text not null references backhaul.orders (id),
  state text not null check (state in ('expected', 'pending_inspection', 'released', 'set_aside',
    'written_off', 'cancelled')),
  inventory_item_id text,
  location_id text,
  receipt_id text,
  quantity integer not null default 1 check (quantity = 1),
  in_shopify boolean not null default false,
  updated_at timestamptz not null default now(),
  primary key (return_line_id, ordinal),
  foreign key (return_line_id, ordinal) references backhaul.units (return_line_id, ordinal)
);
create index holds_order on backhaul.holds (order_id);
create index holds_item on backhaul.holds (inventory_item_id, location_id)
  where state in ('expected', 'pending_inspection', 'set_aside');

-- The only place a unit can slip onto the shelf uninspected is an edge that is not in this list.
create function backhaul.check_hold_edge() returns trigger
language plpgsql set search_path = backhaul, pg_catalog as $body$
begin
  new.updated_at := clock_timestamp();
  if new.state = old.state
    or (old.state = 'expected' and new.state in ('pending_inspection', 'cancelled'))
    or (old.state = 'pending_inspection'
      and new.state in ('released', 'set_aside', 'written_off', 'cancelled'))
    or (old.state = 'set_aside' and new.state in ('released', 'written_off'))
  then
    return new;
  end if;
  raise exception 'a hold does not go from % to %', old.state, new.state
    using errcode = 'restrict_violation';
end $body$;
create trigger holds_edges before update on backhaul.holds
  for each row execute function backhaul.check_hold_edge();
`,
};

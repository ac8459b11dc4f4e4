import type { Migration } from './migration.ts';

export const money: Migration = {
  name: '0003-money',
  minAppVersion: '0.1.0',
  sql: `
create table backhaul.quotes (
  id text primary key,
  return_id text not null references backhaul.returns (id),
  revision integer not null check (revision >= 1),
  state text not null check (state in ('open', 'locked', 'superseded')),
  total_minor bigint not null,
  currency text not null,
  hash text not null,
  -- Digest of the RMA facts it was made from: another digest means the facts changed.
  facts_digest text not null,
  shipping_minor bigint not null,
  fee_minor bigint not null,
  -- Null when nothing stands against telling the customer.
  why_not_lockable text,
  parts jsonb not null,
  derivation jsonb not null,
  differences jsonb not null,
  reason text,
  created_at timestamptz not null default now(),
  locked_at timestamptz,
  superseded_at timestamptz,
  unique (return_id, revision),
  check (state <> 'locked' or locked_at is not null),
  check ((state = 'superseded') = (superseded_at is not null))
);
create unique index quotes_one_locked on backhaul.quotes (return_id) where state = 'locked';

-- What the customer was told stays what it was; a change is a new revision.
create function backhaul.check_quote_change() returns trigger
language plpgsql set search_path = backhaul, pg_catalog as $body$
begin
  if old.state = 'superseded' or (old.state = 'locked' and new.state = 'open') then
    raise exception 'a quote does not go from % to %', old.state, new.state
      using errcode = 'restrict_violation';
  end if;
  if old.state = 'locked' and (new.total_minor, new.currency, new.hash, new.parts, new.shipping_minor, new.fee_minor)
    is distinct from
      (old.total_minor, old.currency, old.hash, old.parts, old.shipping_minor, old.fee_minor)
  then
    raise exception 'quote % is locked', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $body$;
create trigger quotes_locked before update on backhaul.quotes
  for each row execute function backhaul.check_quote_change();

create table backhaul.quote_units (
  quote_id text not null references backhaul.quotes (id),
  return_line_id text not null,
  ordinal integer not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  primary key (quote_id, return_line_id, ordinal),
  foreign key (return_line_id, ordinal) references backhaul.units (return_line_id, ordinal)
);

-- A quote's units are written with it: a change would be another quote under the same hash.
create function backhaul.refuse_change_of_quote_units() returns trigger
language plpgsql set search_path = backhaul, pg_catalog as $body$
begin
  if tg_op = 'INSERT' then
    if exists (select from backhaul.quotes where id = new.quote_id and state = 'open') then
      return new;
    end if;
  end if;
  raise exception 'the units of a quote do not change' using errcode = 'restrict_violation';
end $body$;
create trigger quote_units_fixed before insert or update or delete on backhaul.quote_units
  for each row execute function backhaul.refuse_change_of_quote_units();

create table backhaul.credits (
  id text primary key,
  order_id text not null references backhaul.orders (id),
  rma_id text references backhaul.rmas (id),
  type text not null check (type in ('creditMemo', 'cashRefund')),
  tran_id text not null,
  total_minor bigint not null,
  currency text not null,
  status text not null,
  valid boolean not null,
  posted_at timestamptz not null,
  first_seen_at timestamptz not null default now()
);
create index credits_order on backhaul.credits (order_id);

-- One row per unit: its share of a credit is released once, whichever credit names it.
create table backhaul.credit_units (
  return_line_id text not null,
  ordinal integer not null,
  credit_id text not null references backhaul.credits (id),
  released_at timestamptz not null default now(),
  primary key (return_line_id, ordinal),
  foreign key (return_line_id, ordinal) references backhaul.units (return_line_id, ordinal)
);
create index credit_units_credit on backhaul.credit_units (credit_id);

create table backhaul.refunds (
  id text primary key,
  return_id text not null references backhaul.returns (id),
  order_id text not null references backhaul.orders (id),
  credit_id text not null unique references backhaul.credits (id),
  effect_id text not null unique,
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  state text not null check (state in ('planned', 'sent', 'pending', 'settled', 'failed')),
  shopify_refund_id text,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  check ((state = 'settled') = (settled_at is not null))
);
create index refunds_order on backhaul.refunds (order_id);
create index refunds_return on backhaul.refunds (return_id);

create table backhaul.refund_tenders (
  refund_id text not null references backhaul.refunds (id),
  parent_transaction_id text not null,
  gateway text not null,
  amount_minor bigint not null check (amount_minor > 0),
  status text not null,
  transaction_id text,
  primary key (refund_id, parent_transaction_id)
);

create table backhaul.tellings (
  return_id text not null references backhaul.returns (id),
  milestone text not null check (milestone in ('confirmed', 'inspected', 'posted', 'settled')),
  batch_key text not null,
  amount_minor bigint,
  units jsonb not null,
  told_by text not null,
  effect_id text,
  told_at timestamptz not null default now(),
  primary key (return_id, milestone, batch_key)
);

create table backhaul.approvals (
  id bigserial primary key,
  return_id text not null references backhaul.returns (id),
  quote_hash text not null,
  decision text not null check (decision in ('approved', 'refused')),
  actor text not null,
  reason text,
  at timestamptz not null default now()
);
create index approvals_return on backhaul.approvals (return_id, quote_hash);
`,
};

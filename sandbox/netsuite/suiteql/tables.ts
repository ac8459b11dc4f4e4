type ColumnType = 'int' | 'numeric' | 'text' | 'date' | 'timestamptz';

const columns = (type: ColumnType, names: string): Record<string, ColumnType> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, type]),
  );

/** The tables SuiteQL sees. A `…__df` column holds what BUILTIN.DF(…) shows; it is never part of `*`. */
export const tables: Record<string, Record<string, ColumnType>> = {
  transaction: {
    ...columns(
      'int',
      'id entity currency postingperiod previousstatus revisedstatus lastmodifiedby',
    ),
    ...columns(
      'numeric',
      'exchangerate foreigntotal total foreignamountunpaid foreignamountpaid foreignpaymentamountunused',
    ),
    ...columns('date', 'trandate'),
    ...columns('timestamptz', 'createddate lastmodifieddate'),
    ...columns(
      'text',
      `type recordtype abbrevtype tranid transactionnumber number trandisplayname externalid status memo otherrefnum
       posting void voided source custbody_shopify_order_id custbody_shopify_order_name custbody_backhaul_rma
       status__df type__df entity__df currency__df postingperiod__df previousstatus__df revisedstatus__df
       custbody_backhaul_rma__df`,
    ),
  },
  transactionline: {
    ...columns(
      'int',
      'transaction id uniquekey linesequencenumber item location subsidiary entity createdfrom expenseaccount',
    ),
    ...columns('numeric', `quantity quantityshiprecv quantitybilled rate foreignamount netamount`),
    ...columns('timestamptz', 'linelastmodifieddate'),
    ...columns(
      'text',
      `mainline taxline iscogs itemtype isclosed isfullyshipped assemblycomponent kitcomponent transactiondiscount memo
       custcol_shopify_line_id item__df location__df entity__df createdfrom__df subsidiary__df transaction__df`,
    ),
  },
  nexttransactionlinelink: {
    ...columns('int', 'previousdoc previousline nextdoc nextline'),
    ...columns('numeric', 'foreignamount'),
    ...columns('timestamptz', 'lastmodifieddate'),
    ...columns('text', 'previoustype nexttype linktype previousdoc__df nextdoc__df'),
  },
  inventoryassignment: {
    ...columns('int', 'id transaction transactionline item location inventorystatus bin'),
    ...columns('numeric', 'quantity'),
    ...columns('text', 'inventorynumber inventorystatus__df bin__df item__df'),
  },
  inventorybalance: {
    ...columns('int', 'item location binnumber inventorystatus'),
    ...columns('numeric', 'quantityonhand quantityavailable'),
    ...columns('text', 'item__df location__df inventorystatus__df binnumber__df stockkey__df'),
  },
  item: {
    ...columns('int', 'id subsidiary'),
    ...columns('timestamptz', 'lastmodifieddate'),
    ...columns('text', 'itemid displayname fullname itemtype isinactive itemtype__df'),
  },
  customer: {
    ...columns('int', 'id subsidiary'),
    ...columns('timestamptz', 'lastmodifieddate'),
    ...columns('text', 'entityid altname email externalid isinactive companyname'),
  },
  location: { ...columns('int', 'id'), ...columns('text', 'name fullname isinactive') },
  inventorystatus: {
    ...columns('int', 'id'),
    ...columns('text', 'name inventoryavailable isinactive'),
  },
  bin: { ...columns('int', 'id location'), ...columns('text', 'binnumber isinactive') },
  subsidiary: { ...columns('int', 'id currency'), ...columns('text', 'name isinactive') },
  currency: {
    ...columns('int', 'id currencyprecision'),
    ...columns('text', 'name symbol isbasecurrency'),
  },
  account: {
    ...columns('int', 'id'),
    ...columns('text', 'acctnumber acctname accttype fullname isinactive'),
  },
  accountingperiod: {
    ...columns('int', 'id'),
    ...columns('date', 'startdate enddate'),
    ...columns('text', 'periodname closed alllocked arlocked aplocked isquarter isyear isadjust'),
  },
  dual: columns('text', 'dummy'),
};

/** DDL of one account's schema. */
export function schemaDdl(schema: string): string {
  const create = Object.entries(tables).map(
    ([table, known]) =>
      `create table ${schema}.${table} (${Object.entries(known)
        .map(([name, type]) => `"${name}" ${type}`)
        .join(', ')});`,
  );
  return [
    `create schema ${schema};`,
    ...create,
    `create unique index on ${schema}.transaction (id);`,
    `create index on ${schema}.transaction (externalid);`,
    `create index on ${schema}.transaction (lastmodifieddate);`,
    `create index on ${schema}.transaction (custbody_shopify_order_id);`,
    `create index on ${schema}.transactionline (transaction);`,
    `create index on ${schema}.transactionline (createdfrom);`,
    `create index on ${schema}.nexttransactionlinelink (previousdoc);`,
    `create index on ${schema}.nexttransactionlinelink (nextdoc);`,
    `create index on ${schema}.inventoryassignment (transaction);`,
    `create view ${schema}.previoustransactionlinelink as select * from ${schema}.nexttransactionlinelink;`,
    `insert into ${schema}.dual values ('X');`,
  ].join('\n');
}

/** Oracle's functions and date arithmetic on top of PostgreSQL; one schema for all accounts. */
export const functionsDdl = `
create schema suiteql;
create function suiteql.to_date(text, text) returns timestamptz language sql stable
  as $$ select pg_catalog.to_timestamp($1, $2) $$;
create function suiteql.to_timestamp(text, text) returns timestamptz language sql stable
  as $$ select pg_catalog.to_timestamp($1, $2) $$;
create function suiteql.to_char(numeric) returns text language sql immutable as $$ select $1::text $$;
create function suiteql.to_char(integer) returns text language sql immutable as $$ select $1::text $$;
create function suiteql.to_char(text) returns text language sql immutable as $$ select $1 $$;
create function suiteql.to_char(date, text) returns text language sql stable
  as $$ select pg_catalog.to_char($1::timestamp, $2) $$;
create function suiteql.to_number(text) returns numeric language sql immutable as $$ select $1::numeric $$;
create function suiteql.nvl(text, text) returns text language sql immutable as $$ select coalesce($1, $2) $$;
create function suiteql.nvl(numeric, numeric) returns numeric language sql immutable
  as $$ select coalesce($1, $2) $$;
create function suiteql.nvl(timestamptz, timestamptz) returns timestamptz language sql immutable
  as $$ select coalesce($1, $2) $$;
create function suiteql.nvl2(anyelement, text, text) returns text language sql immutable
  as $$ select case when $1 is null then $3 else $2 end $$;
create function suiteql.instr(text, text) returns integer language sql immutable
  as $$ select pg_catalog.strpos($1, $2) $$;
create function suiteql.add_months(timestamptz, integer) returns timestamptz language sql stable
  as $$ select $1 + pg_catalog.make_interval(months => $2) $$;
create function suiteql.trunc(timestamptz) returns timestamptz language sql stable
  as $$ select pg_catalog.date_trunc('day', $1) $$;
create function suiteql.plus_days(timestamptz, numeric) returns timestamptz language sql stable
  as $$ select $1 + pg_catalog.make_interval(secs => ($2 * 86400)::double precision) $$;
create function suiteql.minus_days(timestamptz, numeric) returns timestamptz language sql stable
  as $$ select $1 - pg_catalog.make_interval(secs => ($2 * 86400)::double precision) $$;
create operator suiteql.+ (leftarg = timestamptz, rightarg = numeric, function = suiteql.plus_days);
create operator suiteql.- (leftarg = timestamptz, rightarg = numeric, function = suiteql.minus_days);
`;

import type { Transaction } from '@electric-sql/pglite';
import type { Account, StockRow } from '../account.ts';
import { currencyDecimals } from '../decimal.ts';
import { accounts, bins, currencies, inventoryStatuses, subsidiary } from '../fixtures.ts';
import type { Customer, Item } from '../model.ts';
import { periodId } from '../records/show-transaction.ts';
import type { Row } from './rows.ts';

type Insert = (tx: Transaction, table: string, rows: Row[]) => Promise<void>;
/** `{schema}` in the text stands for the account's schema. */
type Execute = (tx: Transaction, sql: string, params: unknown[]) => Promise<unknown>;

/**
 * Keeps lists, items, customers and stock in step. Items and customers are only ever added, so each is
 * written once; of the stock only what moved since the last query.
 */
export function createMasters(account: Account, insert: Insert, execute: Execute) {
  let items = 0;
  let customers = 0;
  let closedPeriods = '';

  async function catchUp(tx: Transaction): Promise<void> {
    const newItems = [...account.items.values()].slice(items);
    await insert(tx, 'item', newItems.map(itemRow));
    items += newItems.length;
    const newCustomers = [...account.customers.values()].slice(customers);
    await insert(tx, 'customer', newCustomers.map(customerRow));
    customers += newCustomers.length;
    const moved = [...account.movedStock];
    account.movedStock.clear();
    if (moved.length > 0) {
      await execute(
        tx,
        `delete from {schema}.inventorybalance where stockkey__df in
         (select jsonb_array_elements_text($1::jsonb))`,
        [JSON.stringify(moved)],
      );
      await insert(
        tx,
        'inventorybalance',
        moved.flatMap((key) => stockRow(account, key)),
      );
    }
    const closed = account.settings.get('closedPeriods').join();
    if (closed === closedPeriods) return;
    await execute(tx, 'delete from {schema}.accountingperiod', []);
    await insert(tx, 'accountingperiod', periods(account));
    closedPeriods = closed;
  }

  async function fillLists(tx: Transaction): Promise<void> {
    const base = account.settings.get('baseCurrency');
    const plain = { isinactive: 'F' };
    await insert(tx, 'accountingperiod', periods(account));
    closedPeriods = account.settings.get('closedPeriods').join();
    await insert(
      tx,
      'location',
      account.locations.map((one) => ({ ...one, fullname: one.name, ...plain })),
    );
    await insert(tx, 'subsidiary', [{ ...subsidiary, currency: 1, ...plain }]);
    await insert(
      tx,
      'bin',
      bins.map((one) => ({ id: one.id, binnumber: one.name, location: 1, ...plain })),
    );
    await insert(
      tx,
      'inventorystatus',
      inventoryStatuses.map((one) => ({
        id: one.id,
        name: one.name,
        inventoryavailable: one.available ? 'T' : 'F',
        ...plain,
      })),
    );
    await insert(
      tx,
      'currency',
      currencies.map((code, index) => ({
        id: index + 1,
        name: code,
        symbol: code,
        currencyprecision: currencyDecimals(code),
        isbasecurrency: code === base ? 'T' : 'F',
      })),
    );
    await insert(
      tx,
      'account',
      accounts.map((one) => ({
        id: one.id,
        acctnumber: one.name.slice(0, 4),
        acctname: one.name.slice(5),
        fullname: one.name,
        accttype: one.kind,
        ...plain,
      })),
    );
  }

  return { catchUp, fillLists };
}

function itemRow(item: Item): Row {
  return {
    id: item.id,
    itemid: item.itemId,
    displayname: item.displayName,
    fullname: item.itemId,
    itemtype: item.kind,
    itemtype__df: item.kind,
    isinactive: 'F',
    subsidiary: subsidiary.id,
    lastmodifieddate: item.lastModifiedAt.toISOString(),
  };
}

function customerRow(customer: Customer): Row {
  return {
    id: customer.id,
    entityid: customer.entityId,
    altname: customer.entityId,
    companyname: customer.entityId,
    email: customer.email,
    externalid: customer.externalId,
    isinactive: 'F',
    subsidiary: subsidiary.id,
    lastmodifieddate: customer.lastModifiedAt.toISOString(),
  };
}

function stockRow(account: Account, key: string): Row[] {
  const row: StockRow | undefined = account.stock.get(key);
  if (row === undefined) return [];
  const status = inventoryStatuses.find((one) => one.id === row.status);
  return [
    {
      stockkey__df: key,
      item: row.itemId,
      item__df: account.items.get(row.itemId)?.itemId ?? null,
      location: row.location,
      location__df: account.locations.find((one) => one.id === row.location)?.name ?? null,
      inventorystatus: row.status,
      inventorystatus__df: status?.name ?? null,
      binnumber: row.bin,
      binnumber__df: bins.find((one) => one.id === row.bin)?.name ?? null,
      quantityonhand: row.quantity,
      quantityavailable: status?.available === true ? row.quantity : 0,
    },
  ];
}

/** Three years of months around the sandbox's present. */
function periods(account: Account): Row[] {
  const year = account.clock.now().getUTCFullYear();
  const closed = account.settings.get('closedPeriods');
  return Array.from({ length: 36 }, (_, index) => {
    const month = `${year - 1 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
    const end = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0));
    const isClosed = closed.includes(month) ? 'T' : 'F';
    return {
      id: periodId(`${month}-01`),
      periodname: month,
      startdate: `${month}-01`,
      enddate: end.toISOString().slice(0, 10),
      closed: isClosed,
      alllocked: isClosed,
      arlocked: isClosed,
      aplocked: isClosed,
      isquarter: 'F',
      isyear: 'F',
      isadjust: 'F',
    };
  });
}

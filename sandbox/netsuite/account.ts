import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { chargeItems } from './fixtures.ts';
import type { Customer, Doc, Item, Place } from './model.ts';
import type { AccountSettings } from './settings.ts';

/** What one NetSuite account holds. Only `save.ts` and `remove.ts` change documents. */
export type Account = {
  name: string;
  seed: string;
  clock: Clock;
  random: Random;
  settings: AccountSettings;
  docs: Map<number, Doc>;
  /** Lower-case external id to document: one name space over all transactions. */
  externalIds: Map<string, number>;
  /** Documents that were made from, paid or returned a document. */
  children: Map<number, Set<number>>;
  items: Map<number, Item>;
  itemsBySku: Map<string, Item>;
  customers: Map<number, Customer>;
  customersByExternalId: Map<string, Customer>;
  locations: Place[];
  stock: Map<string, StockRow>;
  /** Keys of `stock` that SuiteQL has not seen yet. */
  movedStock: Set<string>;
  /** Units of a receipt line (by unique key) that the warehouse has judged. */
  inspected: Map<number, number>;
  deleted: {
    id: number;
    type: string;
    tranId: string;
    externalId: string | null;
    deletedAt: string;
  }[];
  /** Called with every document whose SuiteQL rows changed. */
  onChanged: ((docs: readonly Doc[], removedIds: readonly number[]) => void)[];
  nextId: number;
  nextUniqueKey: number;
  nextNumber: Map<string, number>;
};

export type StockRow = {
  itemId: number;
  location: number;
  status: number;
  bin: number | null;
  quantity: number;
};

/** An empty account with its charge items and locations. */
export function createAccount(options: {
  name: string;
  seed: string;
  clock: Clock;
  random: Random;
  settings: AccountSettings;
  locations: Place[];
}): Account {
  const items = chargeItems(options.clock.now());
  return {
    ...options,
    docs: new Map(),
    externalIds: new Map(),
    children: new Map(),
    items: new Map(items.map((item) => [item.id, item])),
    itemsBySku: new Map(items.map((item) => [item.itemId, item])),
    customers: new Map(),
    customersByExternalId: new Map(),
    stock: new Map(),
    movedStock: new Set(),
    inspected: new Map(),
    deleted: [],
    onChanged: [],
    nextId: 10_000 + Math.floor(options.random.next() * 5_000),
    nextUniqueKey: 700_000,
    nextNumber: new Map(),
  };
}

/** The next internal id: shared by every kind of record, so ids never say what they belong to. */
export function takeId(account: Account): number {
  account.nextId += 1 + Math.floor(account.random.next() * 3);
  return account.nextId;
}

/** The item of that SKU, made as a stock item when it is not there yet. */
export function itemOfSku(
  account: Account,
  sku: string,
  displayName: string,
  kind: Item['kind'],
): Item {
  const known = account.itemsBySku.get(sku);
  if (known !== undefined) return known;
  const item: Item = {
    id: takeId(account),
    itemId: sku,
    displayName,
    kind,
    charge: null,
    lastModifiedAt: account.clock.now(),
  };
  account.items.set(item.id, item);
  account.itemsBySku.set(sku, item);
  for (const location of account.locations) {
    if (kind === 'InvtPart') moveStock(account, item.id, location.id, 1, null, 1_000);
  }
  return item;
}

/** Adds (or takes) units at one place in one status. */
export function moveStock(
  account: Account,
  itemId: number,
  location: number,
  status: number,
  bin: number | null,
  quantity: number,
): void {
  const key = `${itemId}/${location}/${status}/${bin ?? ''}`;
  const row = account.stock.get(key) ?? { itemId, location, status, bin, quantity: 0 };
  row.quantity += quantity;
  account.stock.set(key, row);
  account.movedStock.add(key);
}

/** The documents made from, applied to or paying a document, in the order they were made. */
export function childrenOf(account: Account, docId: number): Doc[] {
  const ids = account.children.get(docId) ?? new Set<number>();
  return [...ids].flatMap((id) => account.docs.get(id) ?? []);
}

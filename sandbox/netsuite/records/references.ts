import type { Account } from '../account.ts';
import {
  accounts,
  currencies,
  currencyId,
  inventoryStatuses,
  paymentOptions,
  subsidiary,
} from '../fixtures.ts';
import type { Doc } from '../model.ts';

export type Link = { rel: string; href: string };
export type Reference = { links: Link[]; id: string; refName: string };

/** Builds the links and references of one response; `base` ends in /services/rest/record/v1. */
export type Refs = ReturnType<typeof createRefs>;

/** Every reference carries its own link, as NetSuite's do; record names in links are lower case. */
export function createRefs(account: Account, base: string) {
  const link = (path: string): Link[] => [{ rel: 'self', href: `${base}/${path}` }];
  const reference = (type: string, id: string | number, refName: string): Reference => ({
    links: link(`${type.toLowerCase()}/${id}`),
    id: String(id),
    refName,
  });
  return {
    link,
    reference,
    customer: (id: number) => reference('customer', id, account.customers.get(id)?.entityId ?? ''),
    item: (id: number) => {
      const item = account.items.get(id);
      const type = item?.kind === 'InvtPart' ? 'inventoryItem' : `${item?.kind ?? 'item'}Item`;
      return reference(type, id, item?.itemId ?? '');
    },
    location: (id: number) =>
      reference('location', id, account.locations.find((one) => one.id === id)?.name ?? ''),
    subsidiary: () => reference('subsidiary', subsidiary.id, subsidiary.name),
    currency: (code: string) =>
      reference('currency', currencyId(code) ?? currencies.length + 1, code),
    transaction: (id: number) => {
      const doc = account.docs.get(id);
      return reference(doc?.type ?? 'transaction', id, doc === undefined ? '' : docName(doc));
    },
    account: (id: string) =>
      reference('account', id, accounts.find((one) => String(one.id) === id)?.name ?? ''),
    paymentOption: (id: string) => ({
      id,
      refName: paymentOptions.find((one) => String(one.id) === id)?.name ?? '',
    }),
    inventoryStatus: (id: number) =>
      reference('inventoryStatus', id, inventoryStatuses.find((one) => one.id === id)?.name ?? ''),
  };
}

const names: Partial<Record<Doc['type'], string>> = {
  salesOrder: 'Sales Order',
  invoice: 'Invoice',
  cashSale: 'Cash Sale',
  returnAuthorization: 'Return Authorization',
  creditMemo: 'Credit Memo',
  cashRefund: 'Cash Refund',
};

/** How NetSuite names a transaction in a reference: "Return Authorization #RMA1001". */
export function docName(doc: Doc): string {
  return `${names[doc.type] ?? doc.type} #${doc.tranId}`;
}

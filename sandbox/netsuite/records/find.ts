import type { Account } from '../account.ts';
import { recordMissing } from '../errors.ts';
import type { Customer, Doc, TransactionType } from '../model.ts';

/** The transaction of that type by internal id or `eid:`; anything else is NONEXISTENT_ID. */
export function findTransaction(account: Account, type: TransactionType, id: string): Doc {
  const key = id.startsWith('eid:')
    ? account.externalIds.get(id.slice(4).toLowerCase())
    : /^\d+$/.test(id)
      ? Number(id)
      : undefined;
  const doc = key === undefined ? undefined : account.docs.get(key);
  if (doc === undefined || doc.type !== type) throw recordMissing();
  return doc;
}

/** The customer by internal id or `eid:`. */
export function findCustomer(account: Account, id: string): Customer {
  const customer = id.startsWith('eid:')
    ? account.customersByExternalId.get(id.slice(4).toLowerCase())
    : account.customers.get(Number(id));
  if (customer === undefined) throw recordMissing();
  return customer;
}

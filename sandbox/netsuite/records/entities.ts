import { type Account, takeId } from '../account.ts';
import { NetsuiteError, recordMissing, userError } from '../errors.ts';
import type { Customer } from '../model.ts';
import { utcText } from '../time.ts';
import { findCustomer } from './find.ts';
import { asObject } from './read-values.ts';
import type { Refs } from './references.ts';

type Body = Record<string, unknown>;

/** A customer as REST shows it. */
export function showCustomer(account: Account, id: string, refs: Refs): Body {
  const customer = findCustomer(account, id);
  return {
    links: refs.link(`customer/${customer.id}`),
    id: String(customer.id),
    externalId: customer.externalId ?? undefined,
    entityId: customer.entityId,
    companyName: customer.entityId,
    email: customer.email ?? undefined,
    isInactive: false,
    isPerson: true,
    subsidiary: refs.subsidiary(),
    lastModifiedDate: utcText(customer.lastModifiedAt),
  };
}

/** An item as REST shows it. */
export function showItem(account: Account, id: string, refs: Refs): Body {
  const item = account.items.get(Number(id));
  if (item === undefined) throw recordMissing();
  return {
    ...refs.item(item.id),
    links: refs.item(item.id).links,
    itemId: item.itemId,
    displayName: item.displayName,
    isInactive: false,
    itemType: { id: item.kind, refName: item.kind },
    lastModifiedDate: utcText(item.lastModifiedAt),
  };
}

/** A location as REST shows it. */
export function showLocation(account: Account, id: string, refs: Refs): Body {
  const location = account.locations.find((one) => String(one.id) === id);
  if (location === undefined) throw recordMissing();
  return { ...refs.location(location.id), name: location.name, isInactive: false };
}

/** Makes a customer from a request body; returns its id. */
export function createCustomer(account: Account, body: unknown): number {
  const fields = asObject(body ?? {});
  const text = (name: string) => (typeof fields?.[name] === 'string' ? fields[name] : null);
  const name =
    text('entityId') ??
    text('companyName') ??
    [text('firstName'), text('lastName')].filter(Boolean).join(' ');
  if (name === '') {
    throw new NetsuiteError(
      400,
      'INVALID_CONTENT',
      'Error while accessing a resource. Please enter value(s) for: companyName.',
      'companyName',
    );
  }
  const externalId = text('externalId');
  if (externalId !== null && account.customersByExternalId.has(externalId.toLowerCase())) {
    throw userError('This entity already exists.');
  }
  return addCustomer(account, { externalId, entityId: name, email: text('email') }).id;
}

/** Adds a customer; external ids of customers are a name space of their own. */
export function addCustomer(
  account: Account,
  fields: Pick<Customer, 'externalId' | 'entityId' | 'email'>,
): Customer {
  const customer: Customer = {
    id: takeId(account),
    ...fields,
    lastModifiedAt: account.clock.now(),
  };
  account.customers.set(customer.id, customer);
  if (customer.externalId !== null) {
    account.customersByExternalId.set(customer.externalId.toLowerCase(), customer);
  }
  return customer;
}

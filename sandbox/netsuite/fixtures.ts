import type { Item, Place } from './model.ts';

/** Items every account has: what a return charges or gives back besides goods. */
export function chargeItems(at: Date): Item[] {
  const item = (id: number, itemId: string, displayName: string, charge: Item['charge']): Item => ({
    id,
    itemId,
    displayName,
    kind: 'OthCharge',
    charge,
    lastModifiedAt: at,
  });
  return [
    item(9001, 'SHIPPING', 'Shipping', 'shipping'),
    item(9002, 'RESTOCKING-FEE', 'Restocking fee', 'fee'),
    item(9003, 'RETURN-SHIPPING', 'Return shipping', 'fee'),
    item(9005, 'GOODWILL', 'Goodwill', 'fee'),
    {
      id: 9004,
      itemId: 'SHOPIFY-DISCOUNT',
      displayName: 'Discount',
      kind: 'Discount',
      charge: null,
      lastModifiedAt: at,
    },
  ];
}

export const shippingItemId = 9001;
export const discountItemId = 9004;
export const subsidiary: Place = { id: 1, name: 'Parent Company' };

/** Inventory statuses; only Good can be promised to customers. */
export const inventoryStatuses: readonly (Place & { available: boolean })[] = [
  { id: 1, name: 'Good', available: true },
  { id: 2, name: 'Inspection', available: false },
  { id: 3, name: 'Quarantine', available: false },
  { id: 4, name: 'Damaged', available: false },
];
export const goodStatus = 1;
export const inspectionStatus = 2;

/** Bins of accounts that inspect by bin. */
export const bins: readonly Place[] = [
  { id: 11, name: 'STOCK' },
  { id: 12, name: 'RETURNS-INSPECT' },
  { id: 13, name: 'QUARANTINE' },
  { id: 14, name: 'DAMAGED' },
];

/** Payment options; only a gateway one can move money. */
export const paymentOptions: readonly (Place & { gateway: boolean })[] = [
  { id: 1, name: 'Shopify Payments (recorded only)', gateway: false },
  { id: 2, name: 'Cash', gateway: false },
  { id: 7, name: 'Card through payment profile', gateway: true },
];

export const accounts: readonly (Place & { kind: string })[] = [
  { id: 1, name: '1000 Checking', kind: 'Bank' },
  { id: 2, name: '1010 Undeposited Funds', kind: 'OthCurrAsset' },
  { id: 3, name: '1015 Shopify Clearing', kind: 'Bank' },
  { id: 6, name: '1100 Accounts Receivable', kind: 'AcctRec' },
  { id: 54, name: '4000 Sales', kind: 'Income' },
  { id: 58, name: '5000 Cost of Goods Sold', kind: 'COGS' },
];

export const currencies = ['USD', 'EUR', 'GBP', 'CAD', 'JPY', 'AUD', 'CHF', 'SEK', 'KWD'] as const;

/** Internal id of a currency; a currency the account does not know has none. */
export function currencyId(code: string): number | null {
  const index = (currencies as readonly string[]).indexOf(code);
  return index < 0 ? null : index + 1;
}

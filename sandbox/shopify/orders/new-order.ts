import type { AddressRecord, TransactionKind, TransactionStatus } from '../model.ts';

export type NewTax = { title: string; rate: number; amountMinor?: bigint };
export type NewLine = {
  variantId?: string | undefined;
  title?: string | undefined;
  sku?: string | undefined;
  quantity: number;
  unitPriceMinor?: bigint | undefined;
  taxable?: boolean | undefined;
  requiresShipping?: boolean | undefined;
  isGiftCard?: boolean | undefined;
  /** Discount on this line alone. */
  discountMinor?: bigint | undefined;
  taxes?: NewTax[] | undefined;
};
export type NewPayment = {
  gateway: string;
  amountMinor?: bigint | undefined;
  kind?: TransactionKind | undefined;
  status?: TransactionStatus | undefined;
  manual?: boolean | undefined;
};
export type NewOrder = {
  lines: NewLine[];
  shipping?: {
    title: string;
    priceMinor: bigint;
    discountMinor?: bigint | undefined;
    taxes?: NewTax[] | undefined;
  }[];
  /** Discounts on the whole order, spread over its lines by their worth. */
  orderDiscounts?: {
    title: string;
    code?: string | undefined;
    value: { kind: 'percentage'; percentage: number } | { kind: 'fixed'; amountMinor: bigint };
  }[];
  payments?: NewPayment[];
  email?: string | null;
  phone?: string | null;
  note?: string | null;
  tags?: string[];
  customAttributes?: { key: string; value: string }[];
  customerId?: string | null;
  name?: string | undefined;
  test?: boolean;
  sourceName?: string | null;
  currency?: string;
  presentmentCurrency?: string;
  shopPerPresentment?: number;
  taxesIncluded?: boolean;
  processedAt?: Date | undefined;
  closedAt?: Date | null;
  declaredFinancialStatus?: string | null;
  shippingAddress?: AddressRecord | null;
  locationId?: string | undefined;
  /** Whether stock is taken (committed until shipped). */
  claimsInventory?: boolean;
};

/**
 * The records a shop is made of. They are plain, mutable objects; every one with an `id` carries
 * its GraphQL type name, so that interfaces and unions resolve by themselves.
 * All `…Minor` values are in the order's presentment currency unless the name says `shop`.
 */
import type {
  CustomerRecord,
  InventoryItemRecord,
  InventoryLevelRecord,
  LocationRecord,
  MetafieldRecord,
  ProductRecord,
  VariantRecord,
} from './model/catalog.ts';
import type {
  DisputeRecord,
  FulfillmentLineRecord,
  FulfillmentOrderLineRecord,
  FulfillmentOrderRecord,
  FulfillmentRecord,
  LineRecord,
  OrderRecord,
  ShippingLineRecord,
} from './model/orders.ts';
import type { RefundLineRecord, RefundRecord, TransactionRecord } from './model/payments.ts';
import type {
  ExchangeLineRecord,
  ReturnLineRecord,
  ReturnRecord,
  ReverseDeliveryRecord,
  ReverseFulfillmentOrderLineRecord,
  ReverseFulfillmentOrderRecord,
} from './model/returns.ts';

export type * from './model/catalog.ts';
export { quantityNames } from './model/catalog.ts';
export type * from './model/orders.ts';
export type * from './model/payments.ts';
export type * from './model/returns.ts';

export type WebhookSubscriptionRecord = {
  __typename: 'WebhookSubscription';
  id: string;
  /** Enum spelling, RETURNS_REQUEST. */
  topic: string;
  uri: string;
  name: string | null;
  filter: string | null;
  includeFields: string[];
  metafieldNamespaces: string[];
  format: 'JSON' | 'XML';
  apiVersion: string;
  createdAt: Date;
  updatedAt: Date;
  consecutiveFailures: number;
};

/** Everything that can be looked up by its global id. */
export type NodeRecord =
  | LocationRecord
  | ProductRecord
  | VariantRecord
  | InventoryItemRecord
  | InventoryLevelRecord
  | MetafieldRecord
  | CustomerRecord
  | OrderRecord
  | LineRecord
  | ShippingLineRecord
  | FulfillmentOrderRecord
  | FulfillmentOrderLineRecord
  | FulfillmentRecord
  | FulfillmentLineRecord
  | TransactionRecord
  | RefundRecord
  | RefundLineRecord
  | ReturnRecord
  | ReturnLineRecord
  | ExchangeLineRecord
  | ReverseFulfillmentOrderRecord
  | ReverseFulfillmentOrderLineRecord
  | ReverseDeliveryRecord
  | ReverseDeliveryRecord['lines'][number]
  | DisputeRecord
  | WebhookSubscriptionRecord;

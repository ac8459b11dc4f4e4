import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { createIds, type Ids } from './ids.ts';
import type {
  CustomerRecord,
  InventoryItemRecord,
  InventoryLevelRecord,
  InventoryLogRow,
  LocationRecord,
  MetafieldRecord,
  NodeRecord,
  OrderRecord,
  ProductRecord,
  VariantRecord,
  WebhookSubscriptionRecord,
} from './model.ts';
import { createShopSettings, type ShopSettings } from './switches.ts';

/** A mail that Shopify itself would have sent to the customer. */
export type NotificationRow = { at: Date; kind: string; orderId: string; amountMinor?: bigint };

/** Something that happened and that webhook subscriptions may want to know. */
export type ShopEvent = {
  /** Slash form in lower case, `returns/request`. */
  topic: string;
  /** The body; bigint values are written as JSON numbers without loss. Called when the action ends. */
  body: () => unknown;
  /** Events with the same key in one action are sent once (orders/updated of one order). */
  onceKey?: string;
};

export type ShopOptions = {
  tenant: string;
  currency: string;
  timezone: string;
  plan: string;
  taxesIncluded: boolean;
  random: Random;
  clock: Clock;
};

/**
 * One shop: all of its records, found by global id, and the way things happen in it.
 * It is only data; the verbs (change inventory, create a refund …) are functions that take it.
 */
export type Shop = {
  readonly tenant: string;
  readonly domain: string;
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appId: string;
  readonly currency: string;
  readonly timezone: string;
  readonly plan: string;
  /** Whether prices contain tax, unless an order says otherwise. */
  readonly taxesIncluded: boolean;
  readonly random: Random;
  readonly ids: Ids;
  readonly settings: ShopSettings;
  now(): Date;
  readonly locations: Map<string, LocationRecord>;
  readonly products: Map<string, ProductRecord>;
  readonly variants: Map<string, VariantRecord>;
  readonly inventoryItems: Map<string, InventoryItemRecord>;
  /** By inventory item id, then location id. */
  readonly inventoryLevels: Map<string, Map<string, InventoryLevelRecord>>;
  readonly inventoryLog: InventoryLogRow[];
  /** By owner id. */
  readonly metafields: Map<string, MetafieldRecord[]>;
  readonly customers: Map<string, CustomerRecord>;
  readonly orders: Map<string, OrderRecord>;
  readonly webhookSubscriptions: Map<string, WebhookSubscriptionRecord>;
  readonly notifications: NotificationRow[];
  /** What the app sent to Shopify Flow. */
  readonly flowTriggers: { at: Date; handle: string; payload: unknown }[];
  /** Balances by `<customer id> <currency>`. */
  readonly storeCredit: Map<string, bigint>;
  lastOrderNumber: number;
  /** Makes a record findable by `node(id)` and `find`; returns it. */
  register<R extends NodeRecord>(record: R): R;
  unregister(id: string): void;
  /** The record with this id if it has this type. */
  find<T extends NodeRecord['__typename']>(
    type: T,
    id: string,
  ): Extract<NodeRecord, { __typename: T }> | undefined;
  findAny(id: string): NodeRecord | undefined;
  /** Queues an event; it goes out when the running action ends. */
  emit(event: ShopEvent): void;
  /** Takes the queued events: the server calls it at the end of each action. */
  takeEvents(): ShopEvent[];
};

/** An empty shop with its own ids, random source and switches. */
export function createShop(options: ShopOptions): Shop {
  const { tenant, clock, random } = options;
  const records = new Map<string, NodeRecord>();
  const ids = createIds(random.fork('ids'));
  let events: ShopEvent[] = [];
  return {
    tenant,
    domain: `${tenant}.myshopify.com`,
    id: ids.next('Shop'),
    clientId: `client-${tenant}`,
    clientSecret: `secret-${tenant}`,
    appId: ids.next('App'),
    currency: options.currency,
    timezone: options.timezone,
    plan: options.plan,
    taxesIncluded: options.taxesIncluded,
    random,
    ids,
    settings: createShopSettings(),
    now: () => clock.now(),
    locations: new Map(),
    products: new Map(),
    variants: new Map(),
    inventoryItems: new Map(),
    inventoryLevels: new Map(),
    inventoryLog: [],
    metafields: new Map(),
    customers: new Map(),
    orders: new Map(),
    webhookSubscriptions: new Map(),
    notifications: [],
    flowTriggers: [],
    storeCredit: new Map(),
    lastOrderNumber: 1000,
    register: (record) => {
      records.set(record.id, record);
      return record;
    },
    unregister: (id) => void records.delete(id),
    find: (type, id) => {
      const record = records.get(id);
      return record?.__typename === type ? (record as never) : undefined;
    },
    findAny: (id) => records.get(id),
    emit: (event) => {
      if (event.onceKey !== undefined && events.some((one) => one.onceKey === event.onceKey))
        return;
      events.push(event);
    },
    takeEvents: () => {
      const taken = events;
      events = [];
      return taken;
    },
  };
}

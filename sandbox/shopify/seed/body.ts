import { z } from 'zod';

const id = z.string().startsWith('gid://shopify/');
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const count = z.int().min(0);
const time = z.iso.datetime({ offset: true });

const location = z.strictObject({
  id,
  name: z.string().min(1),
  isActive: z.boolean().default(true),
});

const level = z.strictObject({
  id: id.optional(),
  locationId: id,
  isActive: z.boolean().default(true),
  quantities: z
    .strictObject({
      available: z.int().default(0),
      committed: z.int().default(0),
      reserved: z.int().default(0),
      damaged: z.int().default(0),
      safety_stock: z.int().default(0),
      quality_control: z.int().default(0),
      incoming: z.int().default(0),
    })
    .prefault({}),
});

const variant = z.strictObject({
  id,
  title: z.string().default('Default Title'),
  sku: z.string().nullable().default(null),
  price: decimal.default('0.00'),
  inventoryItem: z.strictObject({
    id: id.optional(),
    tracked: z.boolean().default(false),
    requiresShipping: z.boolean().default(true),
    levels: z.array(level).default([]),
  }),
});

const product = z.strictObject({
  id,
  title: z.string(),
  handle: z.string().optional(),
  status: z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT']).default('ACTIVE'),
  vendor: z.string().default(''),
  productType: z.string().default(''),
  tags: z.array(z.string()).default([]),
  createdAt: time.optional(),
  variants: z.array(variant).default([]),
});

const customer = z.strictObject({
  id,
  email: z.string().default(''),
  firstName: z.string().default(''),
  lastName: z.string().default(''),
  tags: z.array(z.string()).default([]),
});

const metafield = z.strictObject({
  id: id.optional(),
  ownerId: id,
  namespace: z.string(),
  key: z.string(),
  type: z.string(),
  value: z.string(),
});

const tax = z.strictObject({ title: z.string(), rate: z.number(), amount: decimal });

const orderLine = z.strictObject({
  id: id.optional(),
  title: z.string(),
  quantity: count,
  currentQuantity: count.optional(),
  unitPrice: decimal.default('0'),
  discount: decimal.default('0'),
  sku: z.string().nullable().default(null),
  variantId: id.nullable().default(null),
  requiresShipping: z.boolean().default(true),
  taxes: z.array(tax).default([]),
});

const order = z.strictObject({
  id,
  name: z.string().optional(),
  createdAt: time.optional(),
  closedAt: time.nullable().default(null),
  cancelledAt: time.nullable().default(null),
  cancelReason: z.string().nullable().default(null),
  email: z.string().nullable().default(null),
  note: z.string().nullable().default(null),
  tags: z.array(z.string()).default([]),
  customerId: id.nullable().default(null),
  presentmentCurrency: z.string().length(3).optional(),
  shopPerPresentment: z.number().positive().default(1),
  taxesIncluded: z.boolean().optional(),
  lines: z.array(orderLine),
  shippingLines: z
    .array(
      z.strictObject({
        id: id.optional(),
        title: z.string().default('Shipping'),
        price: decimal,
        taxes: z.array(tax).default([]),
      }),
    )
    .default([]),
  transactions: z
    .array(
      z.strictObject({
        id: id.optional(),
        kind: z.enum(['SALE', 'CAPTURE', 'AUTHORIZATION', 'VOID', 'REFUND']),
        status: z.enum(['SUCCESS', 'PENDING', 'AWAITING_RESPONSE', 'FAILURE', 'ERROR', 'UNKNOWN']),
        gateway: z.string().default('manual'),
        amount: decimal,
        parentId: id.nullable().default(null),
      }),
    )
    .default([]),
  fulfillmentOrders: z
    .array(
      z.strictObject({
        id: id.optional(),
        status: z.enum(['OPEN', 'IN_PROGRESS', 'CLOSED', 'CANCELLED']),
        locationId: id.optional(),
        lines: z.array(
          z.strictObject({
            id: id.optional(),
            lineItemId: id,
            totalQuantity: count,
            remainingQuantity: count,
          }),
        ),
      }),
    )
    .optional(),
  fulfillments: z
    .array(
      z.strictObject({
        id: id.optional(),
        status: z.enum(['SUCCESS', 'CANCELLED']).default('SUCCESS'),
        locationId: id.optional(),
        lines: z.array(z.strictObject({ id: id.optional(), lineItemId: id, quantity: count })),
      }),
    )
    .default([]),
  returns: z
    .array(
      z.strictObject({
        id: id.optional(),
        name: z.string().optional(),
        status: z.enum(['REQUESTED', 'OPEN', 'CLOSED', 'DECLINED', 'CANCELED']),
        lines: z.array(
          z.strictObject({ id: id.optional(), fulfillmentLineItemId: id, quantity: count }),
        ),
        reverseFulfillmentOrders: z
          .array(
            z.strictObject({
              id: id.optional(),
              status: z.enum(['OPEN', 'CLOSED', 'CANCELED']).default('OPEN'),
              lines: z.array(
                z.strictObject({
                  id: id.optional(),
                  fulfillmentLineItemId: id,
                  totalQuantity: count,
                }),
              ),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

/**
 * State to begin with, ids included: what a store already held. Money is decimal text in the
 * order's presentment currency. `empty` first takes away the shop's own catalog and locations.
 */
export const seedBody = z.strictObject({
  empty: z.boolean().default(false),
  locations: z.array(location).default([]),
  customers: z.array(customer).default([]),
  products: z.array(product).default([]),
  orders: z.array(order).default([]),
  metafields: z.array(metafield).default([]),
});

/** What a caller may send; everything with a default can be left out. */
export type SeedBody = z.input<typeof seedBody>;
export type Seed = z.output<typeof seedBody>;
export type SeedProduct = Seed['products'][number];
export type SeedOrder = Seed['orders'][number];

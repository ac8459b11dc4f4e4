import { z } from 'zod';
import { connectionOf } from '../graphql/connection.ts';
import { type Context, fieldsOf, type RootModule } from '../graphql/define.ts';
import { invalidId, type UserError, userError } from '../graphql/errors.ts';
import { typeOfId } from '../ids.ts';
import type {
  DispositionRecord,
  ReverseDeliveryRecord,
  ReverseFulfillmentOrderLineRecord,
  ReverseFulfillmentOrderRecord,
} from '../model.ts';
import { checkDisposals, type DisposalInput, dispose, ownersOf } from '../returns/dispose.ts';
import { attachDeliverableBody } from '../webhooks/return-body.ts';
import { orderOf } from './order-lines.ts';

/** Refuses ids of another type the way Shopify does, before anything else is looked at. */
export function requireTypes(ids: readonly (string | null | undefined)[], type: string): void {
  for (const id of ids) if (id != null && typeOfId(id) !== type) throw invalidId(id);
}

const tracking = z
  .object({
    number: z.string().nullish(),
    url: z.string().nullish(),
    carrierName: z.string().nullish(),
  })
  .nullish();
const createArgs = z.object({
  reverseFulfillmentOrderId: z.string(),
  reverseDeliveryLineItems: z.array(
    z.object({ reverseFulfillmentOrderLineItemId: z.string(), quantity: z.int() }),
  ),
  trackingInput: tracking,
  labelInput: z.object({ fileUrl: z.string() }).nullish(),
  notifyCustomer: z.boolean().nullish(),
});
const updateArgs = createArgs
  .pick({ trackingInput: true, labelInput: true, notifyCustomer: true })
  .extend({ reverseDeliveryId: z.string() });

export const reverseLogisticsRoots: RootModule = {
  queries: {
    reverseFulfillmentOrder: (args, { shop }) => {
      requireTypes([String(args['id'])], 'ReverseFulfillmentOrder');
      return shop.find('ReverseFulfillmentOrder', String(args['id'])) ?? null;
    },
    reverseDelivery: (args, { shop }) => {
      requireTypes([String(args['id'])], 'ReverseDelivery');
      return shop.find('ReverseDelivery', String(args['id'])) ?? null;
    },
  },
  mutations: {
    reverseFulfillmentOrderDispose: (args, context) => {
      const inputs = args['dispositionInputs'] as DisposalInput[];
      requireTypes(
        inputs.map((one) => one.reverseFulfillmentOrderLineItemId),
        'ReverseFulfillmentOrderLineItem',
      );
      requireTypes(
        inputs.map((one) => one.locationId),
        'Location',
      );
      const checked = checkDisposals(context.shop, inputs, ['dispositionInputs']);
      if (!checked.ok)
        return { reverseFulfillmentOrderLineItems: null, userErrors: checked.errors };
      const { order } = ownersOf(context.shop, checked.rfo);
      dispose(context.shop, order, checked.rfo, checked.disposals, context.by);
      return {
        reverseFulfillmentOrderLineItems: [...new Set(checked.disposals.map((one) => one.line))],
        userErrors: [],
      };
    },
    reverseDeliveryCreateWithShipping: (args, context) =>
      createDelivery(createArgs.parse(args), context),
    reverseDeliveryShippingUpdate: (args, context) =>
      updateDelivery(updateArgs.parse(args), context),
  },
  types: {
    ReverseFulfillmentOrder: fieldsOf<ReverseFulfillmentOrderRecord>({
      id: (rfo) => rfo.id,
      status: (rfo) => rfo.status,
      order: (rfo, _, context) => orderOf(rfo, context),
      lineItems: (rfo, args) => connectionOf(rfo.lines, args),
      reverseDeliveries: (rfo, args) => connectionOf(rfo.reverseDeliveries, args),
      thirdPartyConfirmation: () => null,
    }),
    ReverseFulfillmentOrderLineItem: fieldsOf<ReverseFulfillmentOrderLineRecord>({
      id: (line) => line.id,
      totalQuantity: (line) => line.totalQuantity,
      dispositions: (line) => line.dispositions,
      fulfillmentLineItem: (line, _, { shop }) =>
        shop.find('FulfillmentLineItem', line.fulfillmentLineItemId) ?? null,
    }),
    ReverseFulfillmentOrderDisposition: fieldsOf<DispositionRecord>({
      id: (one) => one.id,
      type: (one) => one.type,
      quantity: (one) => one.quantity,
      createdAt: (one) => one.createdAt,
      location: (one, _, { shop }) =>
        one.locationId === null ? null : (shop.locations.get(one.locationId) ?? null),
    }),
    ReverseDelivery: fieldsOf<ReverseDeliveryRecord>({
      id: (delivery) => delivery.id,
      reverseFulfillmentOrder: (delivery, _, { shop }) =>
        shop.find('ReverseFulfillmentOrder', delivery.reverseFulfillmentOrderId) ?? null,
      reverseDeliveryLineItems: (delivery, args) => connectionOf(delivery.lines, args),
      deliverable: (delivery) =>
        delivery.tracking === null && delivery.label === null
          ? null
          : {
              __typename: 'ReverseDeliveryShippingDeliverable',
              tracking: delivery.tracking,
              label: delivery.label,
            },
    }),
    ReverseDeliveryLineItem: fieldsOf<ReverseDeliveryRecord['lines'][number]>({
      id: (line) => line.id,
      quantity: (line) => line.quantity,
      dispositions: (line, _, { shop }) =>
        shop.find('ReverseFulfillmentOrderLineItem', line.reverseFulfillmentOrderLineItemId)
          ?.dispositions ?? [],
      reverseFulfillmentOrderLineItem: (line, _, { shop }) =>
        shop.find('ReverseFulfillmentOrderLineItem', line.reverseFulfillmentOrderLineItemId) ??
        null,
    }),
  },
};

function trackingOf(input: z.infer<typeof tracking>): ReverseDeliveryRecord['tracking'] {
  if (input == null) return null;
  return {
    number: input.number ?? null,
    url: input.url ?? null,
    carrierName: input.carrierName ?? null,
  };
}

function createDelivery(input: z.infer<typeof createArgs>, context: Context) {
  const { shop } = context;
  requireTypes([input.reverseFulfillmentOrderId], 'ReverseFulfillmentOrder');
  requireTypes(
    input.reverseDeliveryLineItems.map((one) => one.reverseFulfillmentOrderLineItemId),
    'ReverseFulfillmentOrderLineItem',
  );
  const rfo = shop.find('ReverseFulfillmentOrder', input.reverseFulfillmentOrderId);
  if (rfo === undefined) {
    const error = userError(
      ['reverseFulfillmentOrderId'],
      'Reverse fulfillment order was not found.',
      'NOT_FOUND',
    );
    return { reverseDelivery: null, userErrors: [error] };
  }
  const errors = problemsOf(rfo, input.reverseDeliveryLineItems);
  if (errors.length > 0) return { reverseDelivery: null, userErrors: errors };
  const wanted =
    input.reverseDeliveryLineItems.length > 0
      ? input.reverseDeliveryLineItems
      : rfo.lines.map((line) => ({
          reverseFulfillmentOrderLineItemId: line.id,
          quantity: line.totalQuantity,
        }));
  const now = shop.now();
  const delivery = shop.register<ReverseDeliveryRecord>({
    __typename: 'ReverseDelivery',
    id: shop.ids.next('ReverseDelivery'),
    reverseFulfillmentOrderId: rfo.id,
    lines: wanted.map((one) =>
      shop.register({
        __typename: 'ReverseDeliveryLineItem' as const,
        id: shop.ids.next('ReverseDeliveryLineItem'),
        ...one,
      }),
    ),
    tracking: trackingOf(input.trackingInput),
    label:
      input.labelInput == null
        ? null
        : { publicFileUrl: input.labelInput.fileUrl, createdAt: now, updatedAt: now },
    createdAt: now,
  });
  rfo.reverseDeliveries.push(delivery);
  announce(context, rfo, delivery, input.notifyCustomer ?? true);
  return { reverseDelivery: delivery, userErrors: [] };
}

function problemsOf(
  rfo: ReverseFulfillmentOrderRecord,
  wanted: readonly { reverseFulfillmentOrderLineItemId: string; quantity: number }[],
): UserError[] {
  const used = new Map<string, number>();
  for (const line of rfo.reverseDeliveries.flatMap((one) => one.lines)) {
    const id = line.reverseFulfillmentOrderLineItemId;
    used.set(id, (used.get(id) ?? 0) + line.quantity);
  }
  return wanted.flatMap(({ reverseFulfillmentOrderLineItemId: id, quantity }, index) => {
    const path = ['reverseDeliveryLineItems', index] as const;
    const line = rfo.lines.find((one) => one.id === id);
    if (line === undefined)
      return [userError([...path, 'reverseFulfillmentOrderLineItemId'], 'must exist')];
    used.set(id, (used.get(id) ?? 0) + quantity);
    if ((used.get(id) ?? 0) <= line.totalQuantity) return [];
    return [userError([...path, 'quantity'], 'cannot deliver more items than are returned')];
  });
}

function updateDelivery(input: z.infer<typeof updateArgs>, context: Context) {
  const { shop } = context;
  requireTypes([input.reverseDeliveryId], 'ReverseDelivery');
  const delivery = shop.find('ReverseDelivery', input.reverseDeliveryId);
  const rfo =
    delivery === undefined
      ? undefined
      : shop.find('ReverseFulfillmentOrder', delivery.reverseFulfillmentOrderId);
  if (delivery === undefined || rfo === undefined) {
    return {
      reverseDelivery: null,
      userErrors: [
        userError(['reverseDeliveryId'], 'Reverse delivery was not found.', 'NOT_FOUND'),
      ],
    };
  }
  if (input.trackingInput != null) delivery.tracking = trackingOf(input.trackingInput);
  if (input.labelInput != null) {
    const now = shop.now();
    delivery.label = {
      publicFileUrl: input.labelInput.fileUrl,
      createdAt: delivery.label?.createdAt ?? now,
      updatedAt: now,
    };
  }
  announce(context, rfo, delivery, input.notifyCustomer ?? true);
  return { reverseDelivery: delivery, userErrors: [] };
}

/** Labels and tracking mail the customer unless told not to: notifyCustomer is true by default. */
function announce(
  { shop }: Context,
  rfo: ReverseFulfillmentOrderRecord,
  delivery: ReverseDeliveryRecord,
  notify: boolean,
): void {
  shop.emit({
    topic: 'reverse_deliveries/attach_deliverable',
    body: () => attachDeliverableBody(rfo.returnId, delivery),
  });
  if (notify)
    shop.notifications.push({ at: shop.now(), kind: 'reverse_delivery', orderId: rfo.orderId });
}

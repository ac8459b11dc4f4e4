import { type UserError, userError } from '../graphql/errors.ts';
import { changeInventory } from '../inventory/change.ts';
import type {
  DispositionRecord,
  DispositionType,
  OrderRecord,
  ReturnRecord,
  ReverseFulfillmentOrderLineRecord,
  ReverseFulfillmentOrderRecord,
} from '../model.ts';
import type { Shop } from '../shop.ts';
import { disposeBody } from '../webhooks/return-body.ts';
import { bumpOrder } from './create.ts';

export type Disposal = {
  line: ReverseFulfillmentOrderLineRecord;
  quantity: number;
  type: DispositionType;
  locationId: string | null;
};
export type DisposalInput = {
  reverseFulfillmentOrderLineItemId: string;
  quantity: number;
  dispositionType: DispositionType;
  locationId?: string | null | undefined;
};

/** Checks inputs of one dispose call; `path` is where the list stands in the arguments. */
export function checkDisposals(
  shop: Shop,
  inputs: readonly DisposalInput[],
  path: readonly (string | number)[],
):
  | { ok: true; disposals: Disposal[]; rfo: ReverseFulfillmentOrderRecord }
  | { ok: false; errors: UserError[] } {
  if (inputs.length === 0) {
    return { ok: false, errors: [userError(path, 'The array cannot be empty.', 'BLANK')] };
  }
  const lines = inputs.map((one) =>
    shop.find('ReverseFulfillmentOrderLineItem', one.reverseFulfillmentOrderLineItemId),
  );
  const rfoIds = new Set(lines.map((line) => line?.reverseFulfillmentOrderId));
  const [rfoId] = rfoIds;
  const rfo = rfoId === undefined ? undefined : shop.find('ReverseFulfillmentOrder', rfoId);
  if (rfoIds.size !== 1 || rfo === undefined) {
    const message = 'Cannot dispose items from more than one reverse fulfillment order.';
    return { ok: false, errors: [userError(path, message, 'INVALID')] };
  }
  const disposals: Disposal[] = [];
  const errors = inputs.flatMap((input, index) => {
    const line = lines[index];
    if (line === undefined) return [];
    disposals.push({
      line,
      quantity: input.quantity,
      type: input.dispositionType,
      locationId: input.locationId ?? null,
    });
    return problemsOf(shop, rfo, line, input, [...path, index]);
  });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, disposals, rfo };
}

function problemsOf(
  shop: Shop,
  rfo: ReverseFulfillmentOrderRecord,
  line: ReverseFulfillmentOrderLineRecord,
  input: DisposalInput,
  path: readonly (string | number)[],
): UserError[] {
  const errors: UserError[] = [];
  if (rfo.status === 'CANCELED') {
    errors.push(
      userError(
        [...path, 'reverseFulfillmentOrderLineItemId'],
        'Reverse fulfillment order is canceled.',
        'INVALID_STATE',
      ),
    );
  }
  if (input.quantity <= 0) {
    errors.push(
      userError([...path, 'quantity'], 'Quantity must be greater than 0', 'GREATER_THAN'),
    );
  }
  const isRestock = input.dispositionType === 'RESTOCKED';
  if (isRestock && inventoryItemOf(shop, line) === null) {
    errors.push(
      userError(
        [...path, 'dispositionType'],
        'RESTOCKED is an invalid disposition type for a custom line item.',
        'INVALID',
      ),
    );
  }
  if (input.locationId != null && shop.find('Location', input.locationId) === undefined) {
    errors.push(userError([...path, 'locationId'], 'Location not found.', 'NOT_FOUND'));
  }
  if (isRestock && input.locationId == null) {
    errors.push(
      userError(
        [...path, 'locationId'],
        'Location is required for RESTOCKED dispositions.',
        'BLANK',
      ),
    );
  }
  if (!shop.settings.get('overDisposalAllowed') || inventoryItemOf(shop, line) !== null) {
    const final = shop.settings.get('restockAfterProcessingRequired')
      ? line.dispositions.filter((one) => one.type !== 'PROCESSING_REQUIRED')
      : line.dispositions;
    const done = final.reduce((sum, one) => sum + one.quantity, 0);
    if (done + input.quantity > line.totalQuantity) {
      errors.push(
        userError(
          [...path, 'quantity'],
          'Quantity exceeds the quantity available for disposal.',
          'INVALID',
        ),
      );
    }
  }
  return errors;
}

/** The stocked item behind a line; null for a custom line item. */
export function inventoryItemOf(shop: Shop, line: ReverseFulfillmentOrderLineRecord) {
  const shipped = shop.find('FulfillmentLineItem', line.fulfillmentLineItemId);
  const ordered = shipped === undefined ? undefined : shop.find('LineItem', shipped.lineId);
  return ordered?.inventoryItemId == null
    ? null
    : (shop.inventoryItems.get(ordered.inventoryItemId) ?? null);
}

/** Books dispositions. RESTOCKED puts the units on sale at the location; nothing else does. */
export function dispose(
  shop: Shop,
  order: OrderRecord,
  rfo: ReverseFulfillmentOrderRecord,
  disposals: readonly Disposal[],
  by: string,
): void {
  const made = disposals.map(({ line, quantity, type, locationId }) => {
    const disposition: DispositionRecord = {
      __typename: 'ReverseFulfillmentOrderDisposition',
      id: shop.ids.next('ReverseFulfillmentOrderDisposition'),
      type,
      quantity,
      locationId,
      createdAt: shop.now(),
      by,
    };
    line.dispositions.push(disposition);
    moveStock(shop, line, disposition);
    return { lineId: line.id, disposition };
  });
  shop.emit({ topic: 'reverse_fulfillment_orders/dispose', body: () => disposeBody(rfo, made) });
  bumpOrder(shop, order);
}

function moveStock(
  shop: Shop,
  line: ReverseFulfillmentOrderLineRecord,
  disposition: DispositionRecord,
): void {
  const item = inventoryItemOf(shop, line);
  const { locationId, type, quantity, by } = disposition;
  if (item === null || !item.tracked || locationId === null) return;
  const name =
    type === 'RESTOCKED'
      ? ('available' as const)
      : type === 'PROCESSING_REQUIRED' && shop.settings.get('processingRequiredAddsQualityControl')
        ? ('quality_control' as const)
        : type === 'NOT_RESTOCKED' && !shop.settings.get('notRestockedAddsNothing')
          ? ('damaged' as const)
          : null;
  if (name === null) return;
  changeInventory(shop, [{ inventoryItemId: item.id, locationId, name, delta: quantity }], {
    reason: 'restock',
    by,
  });
}

/** The return and order a reverse fulfillment order belongs to. */
export function ownersOf(
  shop: Shop,
  rfo: ReverseFulfillmentOrderRecord,
): { order: OrderRecord; owner: ReturnRecord } {
  const order = shop.orders.get(rfo.orderId);
  const owner = shop.find('Return', rfo.returnId);
  if (order === undefined || owner === undefined) throw new Error(`${rfo.id} has no order`);
  return { order, owner };
}

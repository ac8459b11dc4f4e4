import type { ReverseFulfillmentOrderDisposeInput } from './admin.generated.ts';

/** What became of units of one line of a reverse fulfillment order. */
export interface DisposedUnits {
  readonly reverseFulfillmentOrderLineId: string;
  readonly quantity: number;
  /** RESTOCKED is not offered: it would put units on sale behind the hold. */
  readonly type: 'NOT_RESTOCKED' | 'MISSING' | 'PROCESSING_REQUIRED';
  readonly locationId?: string | null;
}

/** The input that processing and disposing share. */
export function toDisposeInput(units: DisposedUnits): ReverseFulfillmentOrderDisposeInput {
  return {
    reverseFulfillmentOrderLineItemId: units.reverseFulfillmentOrderLineId,
    quantity: units.quantity,
    dispositionType: units.type,
    ...(units.locationId ? { locationId: units.locationId } : {}),
  };
}

/**
 * The order in which Shopify lists the values of an enum when it refuses one, as recorded; the
 * schema file has them sorted by name. Enums that are not here keep the order of the file.
 */
export const enumOrder: Readonly<Record<string, readonly string[]>> = {
  FulfillmentEventStatus: [
    'LABEL_PURCHASED',
    'LABEL_PRINTED',
    'READY_FOR_PICKUP',
    'CONFIRMED',
    'IN_TRANSIT',
    'OUT_FOR_DELIVERY',
    'ATTEMPTED_DELIVERY',
    'DELAYED',
    'DELIVERED',
    'FAILURE',
    'CARRIER_PICKED_UP',
  ],
  ProductStatus: ['ACTIVE', 'ARCHIVED', 'DRAFT'],
  ReturnDeclineReason: ['RETURN_PERIOD_ENDED', 'FINAL_SALE', 'OTHER'],
  ReturnReason: [
    'SIZE_TOO_SMALL',
    'SIZE_TOO_LARGE',
    'UNWANTED',
    'NOT_AS_DESCRIBED',
    'WRONG_ITEM',
    'DEFECTIVE',
    'STYLE',
    'COLOR',
    'OTHER',
    'UNKNOWN',
  ],
  WeightUnit: ['KILOGRAMS', 'GRAMS', 'POUNDS', 'OUNCES'],
};

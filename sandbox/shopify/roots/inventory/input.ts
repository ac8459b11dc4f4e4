import { z } from 'zod';
import type { Args, Context } from '../../graphql/define.ts';
import { RequestError, type UserError, userError } from '../../graphql/errors.ts';

export const reasons = [
  'correction',
  'cycle_count_available',
  'damaged',
  'movement_canceled',
  'movement_created',
  'movement_received',
  'movement_updated',
  'other',
  'promotion',
  'quality_control',
  'received',
  'reservation_created',
  'reservation_deleted',
  'reservation_updated',
  'restock',
  'safety_stock',
  'shrinkage',
] as const;

/** The states a client may change; `committed` belongs to orders and `on_hand` is a sum. */
export const changeableNames = [
  'available',
  'damaged',
  'incoming',
  'quality_control',
  'reserved',
  'safety_stock',
] as const;
export type ChangeableName = (typeof changeableNames)[number];

export const isChangeable = (name: string): name is ChangeableName =>
  changeableNames.some((known) => known === name);

const change = z.object({
  inventoryItemId: z.string(),
  locationId: z.string(),
  delta: z.number(),
  changeFromQuantity: z.number().nullish(),
  ledgerDocumentUri: z.string().nullish(),
});
export const adjustInput = z.object({
  name: z.string(),
  reason: z.string(),
  referenceDocumentUri: z.string().nullish(),
  changes: z.array(change),
});

const terminal = z.object({
  locationId: z.string(),
  name: z.string(),
  changeFromQuantity: z.number().nullish(),
  ledgerDocumentUri: z.string().nullish(),
});
export const moveInput = z.object({
  reason: z.string(),
  referenceDocumentUri: z.string(),
  changes: z.array(
    z.object({
      inventoryItemId: z.string(),
      quantity: z.number(),
      from: terminal,
      to: terminal,
    }),
  ),
});

const quantity = z.object({
  inventoryItemId: z.string(),
  locationId: z.string(),
  quantity: z.number(),
  changeFromQuantity: z.number().nullish(),
});
export type QuantityInput = z.infer<typeof quantity>;
export const setInput = z.object({
  name: z.string(),
  reason: z.string(),
  referenceDocumentUri: z.string().nullish(),
  quantities: z.array(quantity),
});
export const setOnHandInput = z.object({
  reason: z.string(),
  referenceDocumentUri: z.string().nullish(),
  setQuantities: z.array(quantity),
});

/** Lists are capped at 250 entries everywhere in the Admin API. */
export function requireArraySize(entries: readonly unknown[], argument: string): void {
  if (entries.length <= 250) return;
  throw new RequestError(
    'MAX_INPUT_SIZE_EXCEEDED',
    `The input array size of ${entries.length} is greater than the maximum allowed of 250.`,
    { extensions: { argument } },
  );
}

export const reasonErrors = (reason: string): UserError[] =>
  reasons.some((known) => known === reason)
    ? []
    : [
        userError(
          ['input', 'reason'],
          `The specified reason is invalid. Valid values are: ${reasons.join(', ')}.`,
          'INVALID_REASON',
        ),
      ];

/** Any URI with a scheme and something behind it; a global id needs app, entity and id. */
export const isUri = (text: string): boolean =>
  text.startsWith('gid://')
    ? /^gid:\/\/[^/]+\/[^/]+\/[^/]+/.test(text)
    : /^[A-Za-z][A-Za-z0-9+.-]*:\S*[^\s:/]/.test(text);

export const referenceErrors = (uri: string | null | undefined): UserError[] =>
  uri === null || uri === undefined || isUri(uri)
    ? []
    : [
        userError(
          ['input', 'referenceDocumentUri'],
          'The specified reference document is invalid.',
          'INVALID_REFERENCE_DOCUMENT',
        ),
      ];

export const nameErrors = (field: readonly (string | number)[], name: string): UserError[] =>
  isChangeable(name)
    ? []
    : [
        userError(
          field,
          `The specified quantity name is invalid. Valid values are: ${changeableNames.join(', ')}.`,
          'INVALID_QUANTITY_NAME',
        ),
      ];

/** `available` has no ledger document, every other state must have one that is not Shopify's own. */
export function ledgerErrors(
  field: readonly (string | number)[],
  name: string,
  uri: string | null | undefined,
): UserError[] {
  const at = [...field, 'ledgerDocumentUri'];
  const given = uri !== null && uri !== undefined;
  if (name === 'available')
    return given
      ? [
          userError(
            at,
            'A ledger document URI is not allowed when adjusting available.',
            'INVALID_AVAILABLE_DOCUMENT',
          ),
        ]
      : [];
  if (!given)
    return [
      userError(
        at,
        'A ledger document URI is required except when adjusting available.',
        'INVALID_QUANTITY_DOCUMENT',
      ),
    ];
  if (uri.startsWith('gid://shopify/'))
    return [
      userError(
        at,
        'Internal (gid://shopify/) ledger documents are not allowed to be adjusted via API.',
        'INTERNAL_LEDGER_DOCUMENT',
      ),
    ];
  return isUri(uri)
    ? []
    : [userError(at, 'The specified ledger document is invalid.', 'INVALID_LEDGER_DOCUMENT')];
}

export const itemErrors = (
  { shop }: Context,
  field: readonly (string | number)[],
  id: string,
): UserError[] =>
  shop.find('InventoryItem', id) === undefined
    ? [
        userError(
          [...field, 'inventoryItemId'],
          'The specified inventory item could not be found.',
          'INVALID_INVENTORY_ITEM',
        ),
      ]
    : [];

export const locationErrors = (
  { shop }: Context,
  field: readonly (string | number)[],
  id: string,
): UserError[] =>
  shop.find('Location', id) === undefined
    ? [
        userError(
          [...field, 'locationId'],
          'The specified location could not be found.',
          'INVALID_LOCATION',
        ),
      ]
    : [];

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Errors of a figure outside its bounds; a lower bound of zero has a wording of its own. */
export function boundErrors(
  field: readonly (string | number)[],
  value: number,
  { lowest, highest }: { lowest: number; highest: number },
): UserError[] {
  if (value > highest)
    return [
      userError(
        field,
        `The quantity can't be higher than ${grouped(highest)}.`,
        'INVALID_QUANTITY_TOO_HIGH',
      ),
    ];
  if (value >= lowest) return [];
  return lowest === 0
    ? [userError(field, "The quantity can't be negative.", 'INVALID_QUANTITY_NEGATIVE')]
    : [
        userError(
          field,
          `The quantity can't be lower than ${grouped(lowest)}.`,
          'INVALID_QUANTITY_TOO_LOW',
        ),
      ];
}

export const parseInput = <Shape>(schema: z.ZodType<Shape>, args: Args): Shape =>
  schema.parse(args['input']);

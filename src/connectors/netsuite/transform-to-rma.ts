import type { NetsuiteSource, SourceType } from '../../domain/snapshot.ts';
import { exactNumber, writeJson } from './json.ts';
import { decimalFromMinor } from './money.ts';
import { internalId, type NetsuiteWrite } from './write.ts';

export interface TransformToRma {
  readonly sourceType: SourceType;
  readonly sourceId: string;
  readonly externalId: string;
  /**
   * One entry for each line of the source: two for one line are refused by NetSuite. Quantity 0 keeps a
   * discount line, which has none.
   */
  readonly lines: readonly {
    readonly orderLine: number;
    readonly quantity: number;
    /** Internal id in the account's list of reasons. */
    readonly reason?: string | null;
  }[];
  /** Money that is no article: positive is owed to the customer, negative is a fee. */
  readonly charges: readonly {
    readonly itemId: string;
    readonly amountMinor: bigint;
    readonly description: string;
  }[];
  readonly currency: string;
  readonly memo: string;
  readonly locationId: string | null;
  /** Calendar date in the account's zone, YYYY-MM-DD; null leaves it to NetSuite. */
  readonly tranDate: string | null;
  /** Whether this document is born approved (`orderStatus` B). */
  readonly approve?: boolean;
  /** Column that takes the reason. */
  readonly reasonField: string;
}

/**
 * Builds the transform of a sale into an RMA. Lines carry their key and a quantity only: price,
 * discount and tax are what NetSuite copies from the sale. Charge lines are the sole exception.
 */
export function buildTransformToRma(input: TransformToRma): NetsuiteWrite {
  const keys = input.lines.map((line) => line.orderLine);
  if (new Set(keys).size !== keys.length) {
    throw new TypeError('Two RMA lines of one source line have to be merged first');
  }
  if (input.lines.some((line) => !Number.isSafeInteger(line.quantity) || line.quantity < 0)) {
    throw new TypeError('An RMA line needs a whole quantity');
  }
  const items = [
    ...input.lines.map((line) => ({
      orderLine: line.orderLine,
      ...(line.quantity === 0 ? {} : { quantity: line.quantity }),
      ...(line.reason ? { [input.reasonField]: { id: line.reason } } : {}),
    })),
    ...input.charges.map((charge) => ({
      item: { id: internalId(charge.itemId) },
      quantity: 1,
      rate: exactNumber(decimalFromMinor(charge.amountMinor, input.currency)),
      description: charge.description,
    })),
  ];
  const source = `${input.sourceType}/${internalId(input.sourceId)}`;
  return {
    verb: 'transform-to-rma',
    method: 'POST',
    path: `/services/rest/record/v1/${source}/!transform/returnAuthorization?replace=item`,
    externalId: input.externalId,
    creates: 'RtnAuth',
    bodyText: writeJson({
      externalId: input.externalId,
      ...(input.tranDate === null ? {} : { tranDate: input.tranDate }),
      ...(input.locationId === null ? {} : { location: { id: internalId(input.locationId) } }),
      memo: input.memo,
      ...(input.approve ? { orderStatus: { id: 'B' } } : {}),
      item: { items },
    }),
  };
}

/**
 * Adds the discount lines that belong to the chosen lines. `replace=item` drops every line that is not
 * named, and a discount of its own line would then not be returned: the customer would get too much.
 */
export function withDiscountLines<L extends { orderLine: number; quantity: number }>(
  source: Pick<NetsuiteSource, 'lines'>,
  lines: readonly L[],
): readonly (L | { orderLine: number; quantity: number })[] {
  const chosen = new Map(lines.map((line) => [line.orderLine, line]));
  const result: (L | { orderLine: number; quantity: number })[] = [];
  let current: L | undefined;
  for (const line of source.lines) {
    if (line.itemType === 'Discount') {
      if (current !== undefined) result.push({ orderLine: line.line, quantity: 0 });
      continue;
    }
    current = chosen.get(line.line);
    if (current !== undefined) result.push(current);
  }
  const known = new Set(source.lines.map((line) => line.line));
  return [...result, ...lines.filter((line) => !known.has(line.orderLine))];
}

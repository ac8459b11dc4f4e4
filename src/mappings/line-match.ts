import type {
  NetsuiteSource,
  NetsuiteSourceLine,
  ShopifyOrderLine,
  SourceType,
} from '../domain/snapshot.ts';

export interface MatchedUnits {
  readonly sourceType: SourceType;
  readonly sourceId: string;
  readonly orderLine: number;
  readonly itemId: string;
  readonly quantity: number;
  /** True when no line id stood on the ERP line and SKU, quantity and price had to do. */
  readonly inferred: boolean;
}

export type LineMatch =
  | { readonly kind: 'matched'; readonly parts: readonly MatchedUnits[] }
  /** Nothing in the ERP stands for this line: a person must link it. */
  | { readonly kind: 'unmatched' }
  /** Two ERP lines fit and nothing tells them apart: always a person's decision. */
  | { readonly kind: 'ambiguous'; readonly candidates: number }
  /** Fewer units are left on the sale than are returned. */
  | { readonly kind: 'over-return'; readonly left: number };

interface Wanted {
  readonly line: ShopifyOrderLine;
  readonly quantity: number;
}

/** Last segment of a gid, so that a column holding the bare number and one holding the gid compare equal. */
export function idTail(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/**
 * Finds the ERP lines that a returned Shopify line reverses, by line id and never by SKU alone.
 * One Shopify line billed by several invoices is spread over them in document order. `used` says
 * how many units of `sourceId:line` earlier returns already took.
 */
export function matchReturnLine(
  wanted: Wanted,
  sources: readonly NetsuiteSource[],
  used: ReadonlyMap<string, number>,
): LineMatch {
  const lines = sources.flatMap((source) => source.lines.map((line) => ({ source, line })));
  const byId = lines.filter(
    ({ line }) =>
      line.shopifyLineId !== null && idTail(line.shopifyLineId) === idTail(wanted.line.id),
  );
  const candidates =
    byId.length > 0 ? byId : lines.filter(({ line }) => looksLike(line, wanted.line));
  if (candidates.length === 0) return { kind: 'unmatched' };
  if (byId.length === 0 && candidates.length > 1) {
    return { kind: 'ambiguous', candidates: candidates.length };
  }

  const parts: MatchedUnits[] = [];
  let missing = wanted.quantity;
  for (const { source, line } of candidates) {
    const left = line.quantity - (used.get(`${source.id}:${line.line}`) ?? 0);
    const quantity = Math.min(left, missing);
    if (quantity <= 0) continue;
    parts.push({
      sourceType: source.type,
      sourceId: source.id,
      orderLine: line.line,
      itemId: line.itemId,
      quantity,
      inferred: byId.length === 0,
    });
    missing -= quantity;
  }
  if (missing > 0) return { kind: 'over-return', left: wanted.quantity - missing };
  return { kind: 'matched', parts };
}

function looksLike(line: NetsuiteSourceLine, sold: ShopifyOrderLine): boolean {
  if (line.shopifyLineId !== null || sold.sku === null || line.sku !== sold.sku) return false;
  const net = sold.unitPriceMinor * BigInt(sold.quantity) - sold.discountMinor;
  const gross = sold.unitPriceMinor * BigInt(sold.quantity);
  return (
    line.quantity === sold.quantity && (line.amountMinor === net || line.amountMinor === gross)
  );
}

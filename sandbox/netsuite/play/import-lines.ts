import type { z } from 'zod';
import { type Account, itemOfSku } from '../account.ts';
import { currencyDecimals, parseScaled, rateOfAmount } from '../decimal.ts';
import { newLine } from '../drafts.ts';
import { discountItemId } from '../fixtures.ts';
import { hashInteger } from '../hash.ts';
import type { Line, LineTax } from '../model.ts';
import type { ImportBody, OrderLine, taxLine } from './import-body.ts';

/** The sales order's lines, with discounts in the shape the account's connector gives them. */
export function saleLines(
  account: Account,
  body: ImportBody,
  shape: NonNullable<ImportBody['discountShape']>,
  location: number,
  currency: string,
): Line[] {
  const { order: sold } = body;
  const withIds = body.lineIdColumn ?? account.settings.get('lineIdColumn');
  const lines: Line[] = [];
  let number = 0;
  for (const line of sold.lines) {
    if (line.quantity === 0) continue;
    // Line numbers are stable but never promised to be 1, 2, 3.
    number += 1 + (hashInteger(account.seed, 'line', line.id) % 3);
    const sku = line.sku ?? `NOSKU-${numericId(line.id)}`;
    const item = itemOfSku(account, sku, line.title ?? sku, line.kind ?? 'InvtPart');
    const gross =
      line.unitPriceMinor * BigInt(line.quantity) - (sold.taxesIncluded ? line.taxMinor : 0n);
    const amountMinor = shape === 'reducedRate' ? gross - line.discountMinor : gross;
    lines.push(
      newLine({
        line: number,
        itemId: item.id,
        kind: item.kind,
        quantity: line.quantity,
        amountMinor,
        rateE8: rateOfAmount(amountMinor, line.quantity, currencyDecimals(currency)),
        taxMinor: line.taxMinor,
        taxes: lineTaxes(line),
        location,
        custom: withIds ? { custcol_shopify_line_id: shopifyId(account, line.id) } : {},
      }),
    );
    if (shape !== 'discountLine' || line.discountMinor === 0n) continue;
    const parent = number;
    number += 1;
    lines.push(
      newLine({
        line: number,
        itemId: discountItemId,
        kind: 'Discount',
        quantity: 0,
        amountMinor: -line.discountMinor,
        rateE8: rateOfAmount(-line.discountMinor, 1, currencyDecimals(currency)),
        discountOf: parent,
      }),
    );
  }
  return lines;
}

function lineTaxes(line: OrderLine): LineTax[] {
  return mergeTaxes(readTaxes(line.taxLines ?? []), line.taxMinor);
}

/** Shopify's tax lines as NetSuite keeps them. */
export function readTaxes(taxes: readonly z.infer<typeof taxLine>[]): LineTax[] {
  // Shopify writes rates as fractions (0.19); NetSuite keeps percentages.
  return taxes.map((tax) => ({
    title: tax.title,
    rateE8: (parseScaled(String(tax.rate), 8) ?? 0n) * 100n,
    amountMinor: tax.amountMinor,
  }));
}

/** One entry a tax, however many lines it came from; tax without lines gets a name. */
export function mergeTaxes(taxes: LineTax[], totalMinor: bigint): LineTax[] {
  const byTitle = new Map<string, LineTax>();
  for (const tax of taxes) {
    const known = byTitle.get(tax.title);
    if (known === undefined) byTitle.set(tax.title, { ...tax });
    else known.amountMinor += tax.amountMinor;
  }
  if (byTitle.size === 0 && totalMinor !== 0n)
    return [{ title: 'Tax', rateE8: 0n, amountMinor: totalMinor }];
  return [...byTitle.values()];
}

/** The last part of a Shopify id, fit for an external id. */
export function numericId(id: string): string {
  return (
    id
      .split('/')
      .at(-1)
      ?.replace(/\?.*$/, '')
      .replaceAll(/[^A-Za-z0-9_-]/g, '_') ?? id
  );
}

/** A Shopify id the way this account stores it. */
export function shopifyId(account: Account, id: string): string {
  return account.settings.get('shopifyIdShape') === 'gid' ? id : numericId(id);
}

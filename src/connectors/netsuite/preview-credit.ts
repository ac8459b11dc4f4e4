import { Problem } from '../../domain/problem.ts';
import type { NetsuiteClient } from './client.ts';
import { writeJson } from './json.ts';
import { minorFromDecimal, wholeQuantity } from './money.ts';
import { linesOf, type NetsuiteRecord, referenceId } from './read-record.ts';
import { parseAnswer } from './suiteql.ts';
import { internalId } from './write.ts';

export interface PreviewCredit {
  readonly sourceType: 'returnAuthorization' | 'invoice' | 'cashSale';
  readonly id: string;
  readonly to: 'creditMemo' | 'cashRefund';
  /** ISO code of the source's currency: the form itself names it in words only. */
  readonly currency: string;
  /**
   * Restricts the preview to these lines of the source and leaves its shipping out; without it everything
   * open is credited. Quantity 0 names a discount line, which has none (`withDiscountLines`).
   */
  readonly lines?: readonly { readonly orderLine: number; readonly quantity: number }[];
}

export interface CreditPreview {
  readonly totalMinor: bigint;
  /** Null under legacy tax, which REST does not show. */
  readonly taxMinor: bigint | null;
  readonly shippingMinor: bigint;
  readonly lines: readonly {
    readonly orderLine: number | null;
    readonly itemId: string;
    readonly quantity: number;
    readonly amountMinor: bigint;
  }[];
}

/**
 * Asks NetSuite what a credit would come to, without saving anything (create-form, 2026.1). It is
 * the ERP's own figure before the RMA (invoice, cash sale) and before the credit (RMA). One call.
 */
export async function previewCredit(
  client: NetsuiteClient,
  input: PreviewCredit,
): Promise<CreditPreview> {
  const transform = `${input.sourceType}/${internalId(input.id)}/!transform/${input.to}`;
  const query = `expandSubResources=true${input.lines === undefined ? '' : '&replace=item'}`;
  const answer = await client.call({
    verb: 'preview-credit',
    effect: 'read',
    host: 'rest',
    method: 'POST',
    path: `/services/rest/record/v1/${transform}?${query}`,
    headers: { accept: 'application/vnd.oracle.resource+json; type=create-form' },
    bodyText: writeJson(bodyOf(input)),
  });
  // Whoever ignores the Accept header has saved a document, and that must not pass for a preview.
  if (answer.status === 204 || answer.location !== null) {
    throw new Problem('netsuite-answer-unreadable', 'The preview was answered like a save', {
      detail: { location: answer.location ?? '' },
    });
  }
  return previewOf(parseAnswer(answer.text), input.currency);
}

function bodyOf(input: PreviewCredit): object {
  if (input.lines === undefined) return {};
  const items = input.lines.map(({ orderLine, quantity }) =>
    quantity === 0 ? { orderLine } : { orderLine, quantity },
  );
  // A sale's header shipping is copied whole onto a credit, whatever part of the goods comes back.
  const fromSale = input.sourceType !== 'returnAuthorization';
  return { ...(fromSale ? { shippingCost: 0 } : {}), item: { items } };
}

function previewOf(body: unknown, currency: string): CreditPreview {
  const form = typeof body === 'object' && body !== null ? (body as NetsuiteRecord) : {};
  const total = amountOf(form, 'total', currency);
  if (total === null) {
    throw new Problem('netsuite-answer-unreadable', 'The preview has no total');
  }
  return {
    totalMinor: total,
    taxMinor: amountOf(form, 'taxTotal', currency),
    shippingMinor: amountOf(form, 'shippingCost', currency) ?? 0n,
    lines: linesOf(form, 'item').map((line) => ({
      orderLine: typeof line['orderLine'] === 'string' ? wholeQuantity(line['orderLine']) : null,
      itemId: referenceId(line['item']) ?? '',
      quantity: typeof line['quantity'] === 'string' ? wholeQuantity(line['quantity']) : 0,
      amountMinor: amountOf(line, 'amount', currency) ?? 0n,
    })),
  };
}

function amountOf(record: NetsuiteRecord, field: string, currency: string): bigint | null {
  const text = record[field];
  return typeof text === 'string' && text !== '' ? minorFromDecimal(text, currency) : null;
}

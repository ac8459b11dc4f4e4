import type { LedgerQuote, LedgerRefund, UnitKey } from '../ledger-side.ts';
import type { NetsuiteCredit } from '../snapshot.ts';
import { customerRefundExternalId, unitText } from '../unit-key.ts';
import { isDone, type ReturnCase } from './return-case.ts';
import type { TrackedUnit } from './track-units.ts';

/** One valid credit of a return and how far its money has come. */
export interface CreditProgress {
  readonly credit: NetsuiteCredit;
  readonly units: readonly TrackedUnit[];
  readonly shareMinor: bigint;
  readonly refund: LedgerRefund | null;
  /** The credit is exactly its units' share of the quote. */
  readonly equal: boolean;
  /** The refund stands in Shopify; it may still be pending at the processor, or have failed there. */
  readonly sent: boolean;
  /** The processor refused a transaction: a person releases the next attempt. */
  readonly failed: boolean;
  /** Every transaction succeeded, and NetSuite carries the ids and the payment. */
  readonly settled: boolean;
}

/** The valid credits of a return in the order they were posted. */
export function creditsOf(its: ReturnCase): readonly CreditProgress[] {
  const quote = its.quote;
  if (quote === null) return [];
  const byCredit = new Map<string, { credit: NetsuiteCredit; units: TrackedUnit[] }>();
  for (const unit of its.units) {
    if (unit.credit === null) continue;
    const entry = byCredit.get(unit.credit.id) ?? { credit: unit.credit, units: [] };
    entry.units.push(unit);
    byCredit.set(unit.credit.id, entry);
  }
  return [...byCredit.values()]
    .sort(
      (a, b) =>
        a.credit.postedAt.localeCompare(b.credit.postedAt) ||
        a.credit.id.localeCompare(b.credit.id),
    )
    .map(({ credit, units }) => progressOf(its, quote, credit, units));
}

function progressOf(
  its: ReturnCase,
  quote: LedgerQuote,
  credit: NetsuiteCredit,
  units: readonly TrackedUnit[],
): CreditProgress {
  const shareMinor = shareOf(its, quote, credit, units);
  const refund = its.ledger.refunds.find((each) => each.creditId === credit.id) ?? null;
  const equal = shareMinor === credit.totalMinor && credit.currency === quote.currency;
  const sent = equal && (shareMinor === 0n || (refund !== null && refund.state !== 'planned'));
  const failed = refund !== null && transactionStatuses(its, refund).some(isFailure);
  const paid = sent && (shareMinor === 0n || (refund !== null && isPaid(its, refund)));
  return {
    credit,
    units,
    shareMinor,
    refund,
    equal,
    sent,
    failed,
    settled: paid && (shareMinor === 0n || erpKnows(its, credit)),
  };
}

/** What the quote says of exactly these units; charges go with the credit that carries their lines. */
function shareOf(
  its: ReturnCase,
  quote: LedgerQuote,
  credit: NetsuiteCredit,
  units: readonly UnitKey[],
): bigint {
  const wanted = new Set(units.map(unitText));
  const goods = quote.units
    .filter((unit) => wanted.has(unitText(unit)))
    .reduce((sum, unit) => sum + unit.netMinor + unit.taxMinor, 0n);
  const rma = its.rmas.find(({ document }) => document?.id === credit.rmaId)?.document ?? null;
  const chargeLines =
    rma?.lines.filter((line) => line.orderLine === null).map((line) => line.line) ?? [];
  const carries = credit.lines.some(
    (line) => line.rmaLine !== null && chargeLines.includes(line.rmaLine),
  );
  return carries ? goods + quote.shippingMinor - quote.feeMinor : goods;
}

const isFailure = (status: string) => status === 'FAILURE' || status === 'ERROR';

/** Every transaction SUCCESS, by the newest word of Shopify: its order if it shows the refund, else its reply. */
export function isPaid(its: ReturnCase, refund: LedgerRefund): boolean {
  const statuses = transactionStatuses(its, refund);
  return statuses.length > 0 && statuses.every((status) => status === 'SUCCESS');
}

export function transactionStatuses(its: ReturnCase, refund: LedgerRefund): readonly string[] {
  const shown = its.shopify.order.refunds.find((each) => each.id === refund.shopifyRefundId);
  if (shown !== undefined) return shown.transactions.map((each) => each.status);
  return refund.tenders.map((tender) => tender.status ?? 'UNKNOWN');
}

function erpKnows(its: ReturnCase, credit: NetsuiteCredit): boolean {
  if (its.policy.netsuiteMode === 'readonly') return true;
  if (!isDone(its.ledger.effects, 'write-refund-ids', credit.id)) return false;
  if (credit.type === 'cashRefund') return true;
  return (
    credit.remainingMinor === 0n ||
    isDone(its.ledger.effects, 'post-customer-refund', customerRefundExternalId(credit.id, 1))
  );
}

import { sumMinor } from '../../src/domain/money.ts';
import { policySchema } from '../../src/domain/policy.ts';
import { buildQuote, compareCredit, type Quote } from '../../src/domain/quote.ts';
import {
  noReversal,
  type ReversalInput,
  returnEverything,
  reverseSale,
} from '../../src/domain/reversal.ts';
import { amountIs, type CaseAmounts, type Checks, factIs } from './check.ts';
import type { PeerCase } from './peer-case.ts';

/** The peer accepts a difference of one minor unit a line and refuses two. */
const peerTolerance = policySchema.parse({ money: { limitMinorPerLine: { rounding: 1 } } });

/** A quote of one RMA line with the ERP's amount, against our reversal of the same sale. */
function quoteOf(peer: PeerCase, asked: ReversalInput, erpMinor: bigint): Quote {
  const reversal = reverseSale(asked);
  const units = reversal.lines.flatMap((line) =>
    line.units.map((unit) => ({
      returnLineId: `R-${line.lineId}`,
      ordinal: unit.ordinal,
      rmaId: 'RMA',
      rmaLine: 1,
      shopifyLineId: line.lineId,
    })),
  );
  return buildQuote({
    returnId: peer.id,
    revision: 1,
    units,
    rmas: [
      {
        id: 'RMA',
        tranId: 'RMA1',
        externalId: null,
        sourceId: null,
        status: 'B',
        currency: peer.currency,
        totalMinor: erpMinor,
        taxMinor: 0n,
        lines: [
          {
            line: 1,
            orderLine: 1,
            itemId: '1',
            itemType: 'InvtPart',
            sku: null,
            quantity: units.length,
            quantityReceived: 0,
            quantityBilled: 0,
            isClosed: false,
            amountMinor: erpMinor,
          },
        ],
      },
    ],
    previews: [],
    suggestedMinor: null,
    reversal,
    currency: peer.currency,
    policy: peerTolerance,
    customParts: [],
  });
}

function oneLine(peer: PeerCase, amountMinor: bigint, quantity = 1): ReversalInput {
  const line = {
    id: 'L1',
    quantity,
    unitPriceMinor: amountMinor,
    lineDiscountMinor: 0n,
    orderDiscountMinor: 0n,
    taxes: [],
    taxesIncluded: false,
  };
  return returnEverything(noReversal(peer.currency, { lines: [line], charges: [] }));
}

/** What happens when the ERP's amount is not our reversal's. */
export function readQuote(peer: PeerCase, read: CaseAmounts): Checks {
  const { given, when } = peer;
  if (given.order_total !== undefined && given.lines_total !== undefined && when.import_ === true) {
    const quote = quoteOf(
      peer,
      oneLine(peer, read.amount(given.lines_total)),
      read.amount(given.order_total),
    );
    const parts = quote.differences[0]?.parts ?? [];
    const of = (name: string): bigint =>
      sumMinor(parts.filter((part) => part.class === name).map((part) => part.amountMinor));
    return {
      refused: factIs(() => !quote.verdict.lockable),
      accepted: factIs(() => quote.verdict.lockable),
      rounding_line: amountIs(peer, read, () => of('rounding')),
      tax_on_rounding: amountIs(peer, read, () => of('tax')),
    };
  }
  if (when.override !== undefined) {
    const unitMinor = read.letters['U'] ?? 5000n;
    const quantity = when.return_lines?.[0]?.quantity ?? 1;
    const quote = quoteOf(peer, oneLine(peer, unitMinor, quantity), read.amount(when.override));
    return {
      refund_total: amountIs(peer, read, () =>
        sumMinor(quote.parts.map((part) => part.amountMinor)),
      ),
      automatic: factIs(() => quote.verdict.lockable),
    };
  }
  if (typeof when.refund === 'string' && 'credit_note' in peer.expect)
    return readCreditNote(peer, read);
  return {};
}

function readCreditNote(peer: PeerCase, read: CaseAmounts): Checks {
  const refundMinor = read.amount(String(peer.when.refund));
  const quote = quoteOf(peer, oneLine(peer, refundMinor), refundMinor);
  return {
    credit_note: (expected) => {
      const totalMinor = read.amount(String(expected));
      const credit = {
        id: 'CM',
        type: 'creditMemo' as const,
        tranId: 'CM1',
        externalId: null,
        rmaId: 'RMA',
        sourceId: null,
        status: 'A',
        voided: false,
        postedAt: '2026-01-01T00:00:00Z',
        currency: peer.currency,
        totalMinor,
        taxMinor: 0n,
        remainingMinor: totalMinor,
        shopifyRefundId: null,
        lines: [{ rmaLine: 1, itemId: '1', quantity: 1, amountMinor: totalMinor }],
      };
      const compared = compareCredit({ quote, credit, units: quote.units });
      return compared === 'equal' ? null : `differs by ${compared.differsMinor}`;
    },
  };
}

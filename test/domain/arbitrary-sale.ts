import fc from 'fast-check';
import { sumMinor } from '../../src/domain/money.ts';
import {
  noReversal,
  type ReversalInput,
  type SaleCharge,
  type SaleLine,
} from '../../src/domain/reversal.ts';

const taxesOf = (baseMinor: bigint) =>
  fc
    .array(fc.tuple(fc.constantFrom('VAT', 'State', 'City'), fc.integer({ min: 0, max: 30 })), {
      maxLength: 2,
    })
    .map((taxes) =>
      taxes.map(([title, percent], index) => ({
        title: `${title} ${index}`,
        rate: `0.${String(percent).padStart(2, '0')}`,
        amountMinor: (baseMinor * BigInt(percent)) / 100n,
      })),
    );

const line = (id: string, taxesIncluded: boolean): fc.Arbitrary<SaleLine> =>
  fc
    .record({
      quantity: fc.integer({ min: 1, max: 6 }),
      unitPriceMinor: fc.bigInt({ min: 0n, max: 20_000n }),
      lineShare: fc.bigInt({ min: 0n, max: 60n }),
      orderShare: fc.bigInt({ min: 0n, max: 40n }),
    })
    .chain(({ quantity, unitPriceMinor, lineShare, orderShare }) => {
      const priceMinor = unitPriceMinor * BigInt(quantity);
      const lineDiscountMinor = (priceMinor * lineShare) / 100n;
      const orderDiscountMinor = (priceMinor * orderShare) / 100n;
      return taxesOf(priceMinor - lineDiscountMinor - orderDiscountMinor).map((taxes) => ({
        id,
        quantity,
        unitPriceMinor,
        lineDiscountMinor,
        orderDiscountMinor,
        taxes,
        taxesIncluded,
      }));
    });

const charge = (id: string, kind: SaleCharge['kind'], taxesIncluded: boolean) =>
  fc.bigInt({ min: 0n, max: 5_000n }).chain((priceMinor) =>
    fc.bigInt({ min: 0n, max: priceMinor }).chain((discountMinor) =>
      taxesOf(priceMinor - discountMinor).map((taxes) => ({
        id,
        kind,
        priceMinor,
        discountMinor,
        taxes,
        taxesIncluded,
      })),
    ),
  );

/** A sale with lines, discounts, taxes in or on top of the prices, shipping and duties; nothing reversed yet. */
export const aSale: fc.Arbitrary<ReversalInput> = fc.boolean().chain((taxesIncluded) =>
  fc
    .record({
      lines: fc
        .integer({ min: 1, max: 4 })
        .chain((count) =>
          fc.tuple(
            ...Array.from({ length: count }, (_, index) => line(`L${index}`, taxesIncluded)),
          ),
        ),
      charges: fc.oneof(
        fc.constant<SaleCharge[]>([]),
        charge('S0', 'shipping', taxesIncluded).map((one) => [one]),
        fc.tuple(charge('S0', 'shipping', taxesIncluded), charge('D0', 'duty', taxesIncluded)),
      ),
    })
    .map((sale) => noReversal('EUR', sale)),
);

/** What the customer paid, worked out without the code under test. */
export function paidFor(sale: Pick<ReversalInput, 'lines' | 'charges'>): bigint {
  const lines = sale.lines.map(
    (one) =>
      one.unitPriceMinor * BigInt(one.quantity) -
      one.lineDiscountMinor -
      one.orderDiscountMinor +
      (one.taxesIncluded ? 0n : sumMinor(one.taxes.map((tax) => tax.amountMinor))),
  );
  const charges = sale.charges.map(
    (one) =>
      one.priceMinor -
      one.discountMinor +
      (one.taxesIncluded ? 0n : sumMinor(one.taxes.map((tax) => tax.amountMinor))),
  );
  return sumMinor([...lines, ...charges]);
}

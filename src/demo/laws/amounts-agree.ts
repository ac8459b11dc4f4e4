import { sumOf } from '../truth/minor.ts';
import { movedMinor } from '../truth/shopify.ts';
import { type Case, isClosed, type Law } from './evidence.ts';

/**
 * Law 3: what the customer was told, what NetSuite credited and what Shopify paid back is the same
 * amount, to the cent, for each return that is over.
 */
export const amountsAgree: Law = ({ cases }) => {
  const over = cases.filter(isClosed);
  return { checked: over.length, violations: over.flatMap(amountFaults) };
};

/** The ways in which one finished return's amounts differ. */
export function amountFaults({ trueReturn, credits, refunds, tellings }: Case): string[] {
  const { name } = trueReturn;
  const told = (milestone: string) =>
    sumOf(
      tellings.filter((each) => each.milestone === milestone),
      ({ amountMinor }) => amountMinor ?? 0n,
    );
  const creditedMinor = sumOf(credits, ({ totalMinor }) => totalMinor);
  const promised = tellings.filter(({ milestone }) => milestone === 'confirmed').at(-1);
  const figures: readonly (readonly [string, bigint | null])[] = [
    ['promised', promised?.amountMinor ?? null],
    ['told as credited', told('posted')],
    ['told as refunded', told('settled')],
    ['refunded', sumOf(refunds, movedMinor)],
  ];
  if (credits.length === 0) return [`${name} is closed without a credit`];
  return figures
    .filter(([, minor]) => minor !== creditedMinor)
    .map(([what, minor]) => `${name}: ${minor ?? 'nothing'} ${what}, ${creditedMinor} credited`);
}

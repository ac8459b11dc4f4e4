import { amountsAgree } from './amounts-agree.ts';
import { descendsFromSale } from './descends-from-sale.ts';
import { everythingIsAudited } from './everything-is-audited.ts';
import type { Evidence, Law, LawResult } from './evidence.ts';
import { faultsDoNoHarm } from './faults-do-no-harm.ts';
import { happensOnce } from './happens-once.ts';
import { inboxIsComplete } from './inbox-is-complete.ts';
import { nothingIsSilent } from './nothing-is-silent.ts';
import { nothingUninspectedOnSale } from './nothing-uninspected-on-sale.ts';

export const lawNumbers = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;
export type LawNumber = (typeof lawNumbers)[number];

/** The laws by number, with their short names. */
export const laws: Readonly<Record<LawNumber, { readonly name: string; readonly law: Law }>> = {
  '1': { name: 'A 200 is a promise', law: inboxIsComplete },
  '2': { name: 'A message is only a hint', law: faultsDoNoHarm },
  '3': { name: 'The ERP says the amount', law: amountsAgree },
  '4': { name: 'Nothing uninspected is put on sale', law: nothingUninspectedOnSale },
  '5': { name: 'Once, and provably', law: happensOnce },
  '6': { name: 'A return is a reversal of its sale', law: descendsFromSale },
  '7': { name: 'Nothing fails in silence', law: nothingIsSilent },
  '8': { name: 'Every change has an audit row', law: everythingIsAudited },
};

/** What each law found. */
export type Judgement = Readonly<Record<LawNumber, LawResult>>;

/** Tries the run by every law. */
export function judge(evidence: Evidence): Judgement {
  const results = lawNumbers.map((number) => [number, laws[number].law(evidence)] as const);
  return Object.fromEntries(results) as Judgement;
}

/** A law that nothing was checked against did not hold. */
export function allHeld(judgement: Judgement): boolean {
  return lawNumbers.every(
    (number) => judgement[number].checked > 0 && judgement[number].violations.length === 0,
  );
}

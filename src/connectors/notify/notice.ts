import { currencyExponent, formatDecimal } from '../../domain/money.ts';
import { type ProblemCode, problems } from '../../domain/problems.ts';
import type { Milestone } from '../../domain/stage.ts';

/** What a customer is told about one batch of units. */
export interface MilestoneFacts {
  readonly milestone: Milestone;
  readonly shopName: string;
  readonly returnName: string;
  readonly orderName: string;
  readonly units: readonly { readonly title: string; readonly quantity: number }[];
  /** In minor units of `currency`; null where no amount belongs to this batch yet. */
  readonly amountMinor: bigint | null;
  readonly currency: string;
  readonly locale: string;
}

export interface Text {
  readonly subject: string;
  readonly text: string;
}

interface Wording {
  readonly subject: string;
  readonly opening: string;
  readonly withAmount: (amount: string) => string;
  readonly withoutAmount: string;
}

// The time after the provider's word is the bank's: we name it and do not promise it.
const bankTime =
  'Until your bank or card issuer shows it, up to ten business days can pass; we have no influence on that time.';

const wordings: Readonly<Record<Milestone, Wording>> = {
  confirmed: {
    subject: 'confirmed',
    opening: 'we have confirmed your return',
    withAmount: (amount) =>
      `We will refund ${amount} once your parcel has arrived and is inspected. Nothing has been refunded yet.`,
    withoutAmount: 'We will tell you the amount before anything is refunded.',
  },
  inspected: {
    subject: 'inspected',
    opening: 'your parcel has arrived and is inspected. This is about your return',
    withAmount: (amount) =>
      `Next, our accounting books your credit of ${amount}. Nothing has been refunded yet.`,
    withoutAmount: 'Next, our accounting books your credit. Nothing has been refunded yet.',
  },
  posted: {
    subject: 'credit booked',
    opening: 'our accounting has booked your credit. This is about your return',
    withAmount: (amount) =>
      `The credit is ${amount}. We pay it back the way you paid, and write again once the payment provider has confirmed it.`,
    withoutAmount:
      'We pay it back the way you paid, and write again once the payment provider has confirmed it.',
  },
  settled: {
    subject: 'refunded',
    opening: 'your refund has been made. This is about your return',
    withAmount: (amount) =>
      `We have refunded ${amount} the way you paid, and the payment provider has confirmed it. ${bankTime}`,
    withoutAmount: `The payment provider has confirmed it. ${bankTime}`,
  },
};

const nothingDue = (wording: Wording): Wording => ({
  subject: wording.subject === 'refunded' ? 'complete' : wording.subject,
  opening: 'this is about your return',
  withAmount: () => 'There is nothing to refund for it.',
  withoutAmount: '',
});

/**
 * The message for a milestone: what it is about, the amount, and what has and has not happened yet.
 * It promises no date that is not ours to keep, and speaks of no refund where the amount is zero.
 */
export function composeMilestone(facts: MilestoneFacts): Text {
  const { milestone, returnName, orderName, amountMinor, currency, locale } = facts;
  const wording = amountMinor === 0n ? nothingDue(wordings[milestone]) : wordings[milestone];
  return {
    subject: oneLine(`Return ${returnName}: ${wording.subject}`),
    text: [
      'Hello,',
      '',
      `${wording.opening} ${returnName} of order ${orderName}:`,
      '',
      ...facts.units.map(({ title, quantity }) => `  ${quantity} × ${oneLine(title)}`),
      '',
      amountMinor === null
        ? wording.withoutAmount
        : wording.withAmount(formatAmount(amountMinor, currency, locale)),
      '',
      facts.shopName,
      '',
    ].join('\n'),
  };
}

/** What operations are told about an exception. */
export interface AlertFacts {
  readonly code: ProblemCode;
  readonly shopName: string;
  /** The return, else the order, else null when it concerns neither. */
  readonly about: string | null;
  readonly detail: string;
  /** Page of the dashboard; null when its address is not known. */
  readonly link: string | null;
}

/** The alert for an exception: cause, remedy and owner, in the words of the catalogue. */
export function composeAlert(facts: AlertFacts): Text {
  const { title, remedy, owner } = problems[facts.code];
  const about = facts.about === null ? '' : ` (${facts.about})`;
  return {
    subject: oneLine(`${facts.shopName}: ${title}${about}`),
    text: [
      `${title}${about}.`,
      facts.detail,
      '',
      `What to do: ${remedy}`,
      `Who: ${owner}`,
      `Code: ${facts.code}`,
      ...(facts.link === null ? [] : [facts.link]),
      '',
    ].join('\n'),
  };
}

/** An amount as people of the locale write it, with the currency's own digits; exact at any size. */
export function formatAmount(minor: bigint, currency: string, locale: string): string {
  const digits = currencyExponent(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(formatDecimal(minor, currency) as `${number}`);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

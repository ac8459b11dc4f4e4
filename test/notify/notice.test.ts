import { describe, expect, it } from 'vitest';
import {
  composeAlert,
  composeMilestone,
  formatAmount,
  type MilestoneFacts,
} from '../../src/connectors/notify/notice.ts';
import { milestones } from '../../src/domain/stage.ts';

const facts = (more: Partial<MilestoneFacts> = {}): MilestoneFacts => ({
  milestone: 'confirmed',
  shopName: 'Acme Store',
  returnName: '#1106-R2',
  orderName: '#1106',
  units: [
    { title: 'Linen shirt', quantity: 2 },
    { title: 'Socks\n<b>', quantity: 1 },
  ],
  amountMinor: 4137n,
  currency: 'EUR',
  locale: 'en',
  ...more,
});

describe('what a customer reads', () => {
  it.each(milestones)('%s names the return, the order, the units and the amount', (milestone) => {
    const { subject, text } = composeMilestone(facts({ milestone }));
    expect(subject).toContain('#1106-R2');
    for (const part of ['#1106-R2', '#1106', '2 × Linen shirt', '1 × Socks <b>', '€41.37']) {
      expect(text).toContain(part);
    }
  });

  it('a confirmation promises the refund after the inspection only', () => {
    const { text } = composeMilestone(facts());
    expect(text).toContain('We will refund €41.37 once your parcel has arrived and is inspected.');
    expect(text).toContain('Nothing has been refunded yet.');
  });

  it('only the last message says that money was refunded, and leaves the bank its time', () => {
    for (const milestone of ['confirmed', 'inspected', 'posted'] as const) {
      expect(composeMilestone(facts({ milestone })).text).not.toContain('have refunded');
    }
    const { text } = composeMilestone(facts({ milestone: 'settled' }));
    expect(text).toContain('We have refunded €41.37');
    expect(text).toContain('up to ten business days');
  });

  it.each(milestones)('%s without an amount names none', (milestone) => {
    const { text } = composeMilestone(facts({ milestone, amountMinor: null }));
    expect(text).not.toMatch(/€|null|undefined/);
  });

  it.each(milestones)('%s of nothing speaks of no refund that was made', (milestone) => {
    const { subject, text } = composeMilestone(facts({ milestone, amountMinor: 0n }));
    expect(text).toContain('There is nothing to refund for it.');
    expect(`${subject} ${text}`).not.toMatch(/refunded|refund has been made|€/);
  });

  it('a subject is one line', () => {
    const { subject } = composeMilestone(facts({ returnName: '#1\r\nBcc: x@y.example' }));
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it.each([
    [4137n, 'EUR', 'de-DE', '41,37 €'],
    [4137n, 'EUR', 'en', '€41.37'],
    [4137n, 'JPY', 'en', '¥4,137'],
    [4137n, 'KWD', 'en', 'KWD 4.137'],
    [-5n, 'USD', 'en', '-$0.05'],
    [900719925474099312345n, 'USD', 'en', '$9,007,199,254,740,993,123.45'],
  ])('%s minor units of %s in %s are %s', (minor, currency, locale, expected) => {
    expect(formatAmount(minor, currency, locale).replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(expected);
  });
});

describe('what operations read', () => {
  it('says cause, remedy, owner and code', () => {
    const { subject, text } = composeAlert({
      code: 'refund-failed',
      shopName: 'acme',
      about: '#1106-R2',
      detail: 'The tender of 41.37 EUR at shopify_payments was declined.',
      link: 'https://backhaul.example/returns/1',
    });
    expect(subject).toBe('acme: The payment provider refused the refund (#1106-R2)');
    for (const part of [
      'was declined',
      'What to do: Release the next attempt',
      'Who: finance',
      'Code: refund-failed',
      'https://backhaul.example/returns/1',
    ]) {
      expect(text).toContain(part);
    }
  });
});

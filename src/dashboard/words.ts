import type { Stage } from '../domain/stage.ts';

/** A stage as people say it. */
export function stageName(stage: string): string {
  const name = stage.replaceAll('_', ' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** What has happened once a return stands in a stage. */
export const stageMeanings: Readonly<Record<Stage, string>> = {
  requested: 'The customer has asked; the amount is not confirmed yet.',
  authorized: 'NetSuite has an RMA past approval and the amount is locked.',
  in_transit: 'A parcel is on its way.',
  received: 'NetSuite shows a receipt; nothing of it is on sale.',
  inspected: 'Every received unit is judged.',
  posted: 'NetSuite has posted a credit of exactly the locked amount.',
  settled: 'The money is with the customer and both systems say so.',
  closed: 'The return is closed on both sides.',
  declined: 'The request was declined.',
  cancelled: 'The return was cancelled before anything arrived.',
};

/** `1234567.89` as `1,234,567.89`: the digits stay what they are. */
export function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** How long ago, in the largest unit that fits: `just now`, `4 min`, `3 h`, `12 days`. */
export function ago(since: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

/** `one return`, `2 returns`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

import { formatDecimal } from '../../src/domain/money.ts';
import type { PeerCase } from './peer-case.ts';
import { isAmount, type Scalar } from './peer-case.ts';

/** Looks at one expected figure; null when it holds, else what is wrong. */
export type Check = (expected: unknown) => string | null;
export type Checks = Record<string, Check>;

/** Checks for one kind of case; a key that has no check is reported as not looked at. */
export type Reader = (peer: PeerCase, read: CaseAmounts) => Checks;

export interface CaseAmounts {
  readonly amount: (value: Scalar) => bigint;
  readonly rounded: (value: Scalar) => bigint;
  readonly letters: Readonly<Record<string, bigint>>;
}

/** An amount that must be exactly the expected one. */
export function amountIs(peer: PeerCase, read: CaseAmounts, actual: () => bigint): Check {
  return (expected) => {
    if (!isAmount(expected)) return `"${String(expected)}" is no amount`;
    const wanted = read.amount(expected);
    const got = actual();
    if (wanted === got) return null;
    const show = (minor: bigint): string => formatDecimal(minor, peer.currency);
    return `expected ${show(wanted)}, got ${show(got)} (${show(got - wanted)})`;
  };
}

/** A fact that must be the expected one, compared as JSON. */
export function factIs(actual: () => unknown): Check {
  return (expected) => {
    const wanted = JSON.stringify(expected);
    const got = JSON.stringify(actual());
    return wanted === got ? null : `expected ${wanted}, got ${got}`;
  };
}

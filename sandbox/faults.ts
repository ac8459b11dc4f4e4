import { z } from 'zod';
import type { Random } from './random.ts';

const match = z.string().min(1).optional();

/** How often a fault strikes: a share of the calls, or the next n calls, optionally of one operation. */
export const faultRate = z.union([
  z.number().min(0).max(1),
  z.strictObject({ share: z.number().min(0).max(1), match }),
  z.strictObject({ next: z.int().min(0), match }),
]);
export type FaultRate = z.infer<typeof faultRate>;

/** How long calls are held up: always, or for the next n calls, or for a share of them. */
export const faultDelay = z.union([
  z.number().min(0),
  z.strictObject({
    ms: z.number().min(0),
    next: z.int().min(0).optional(),
    share: z.number().min(0).max(1).optional(),
    match,
  }),
]);
export type FaultDelay = z.infer<typeof faultDelay>;

/** A named set of faults that counts its `next` values down as they strike. */
export type Faults<Name extends string> = {
  set(name: Name, rate: FaultRate): void;
  /** True when the fault hits this call; `operation` is compared with `match` as a part of the text. */
  strikes(name: Name, operation: string): boolean;
  current(): Partial<Record<Name, FaultRate>>;
  clear(): void;
};

const matches = (wanted: string | undefined, operation: string) =>
  wanted === undefined || operation.includes(wanted);

/** Faults start empty; nothing strikes until one is set. */
export function createFaults<Name extends string>(random: Random): Faults<Name> {
  const rates = new Map<Name, FaultRate>();
  return {
    set: (name, rate) => void rates.set(name, rate),
    strikes: (name, operation) => {
      const rate = rates.get(name);
      if (rate === undefined) return false;
      if (typeof rate === 'number') return rate > 0 && random.chance(rate);
      if (!matches(rate.match, operation)) return false;
      if ('share' in rate) return random.chance(rate.share);
      if (rate.next <= 0) return false;
      rates.set(name, { ...rate, next: rate.next - 1 });
      return true;
    },
    current: () => Object.fromEntries(rates) as Partial<Record<Name, FaultRate>>,
    clear: () => rates.clear(),
  };
}

/** A delay that can be changed while running; `forCall` says how long this call waits, in ms. */
export type DelayFault = {
  set(delay: FaultDelay): void;
  forCall(operation: string): number;
  current(): FaultDelay;
};

/** Starts at no delay. */
export function createDelayFault(random: Random): DelayFault {
  let delay: FaultDelay = 0;
  return {
    set: (value) => {
      delay = value;
    },
    forCall: (operation) => {
      if (typeof delay === 'number') return delay;
      if (!matches(delay.match, operation)) return 0;
      if (delay.share !== undefined && !random.chance(delay.share)) return 0;
      if (delay.next === undefined) return delay.ms;
      if (delay.next <= 0) return 0;
      delay = { ...delay, next: delay.next - 1 };
      return delay.ms;
    },
    current: () => delay,
  };
}

import { z } from 'zod';
import {
  createDelayFault,
  createFaults,
  type DelayFault,
  type Faults,
  faultDelay,
  faultRate,
} from '../faults.ts';
import type { Random } from '../random.ts';

export type WebhookFaults = {
  rates: Faults<'duplicate' | 'reorder' | 'drop'>;
  delay: DelayFault;
};
export type ShopFaults = {
  calls: Faults<'throttle' | 'error502' | 'dropReplyAfterCommit'>;
  delay: DelayFault;
  webhook: WebhookFaults;
};

export const faultsBody = z.strictObject({
  throttle: faultRate.optional(),
  error502: faultRate.optional(),
  dropReplyAfterCommit: faultRate.optional(),
  delayMs: faultDelay.optional(),
  webhook: z
    .strictObject({
      duplicate: faultRate.optional(),
      reorder: faultRate.optional(),
      drop: faultRate.optional(),
      delayMs: faultDelay.optional(),
    })
    .optional(),
});

/** No fault strikes until one is set. */
export function createShopFaults(random: Random): ShopFaults {
  return {
    calls: createFaults(random.fork('calls')),
    delay: createDelayFault(random.fork('delay')),
    webhook: {
      rates: createFaults(random.fork('webhook')),
      delay: createDelayFault(random.fork('webhook delay')),
    },
  };
}

/** Sets what the body names and leaves the rest. */
export function setFaults(faults: ShopFaults, body: z.infer<typeof faultsBody>): void {
  for (const name of ['throttle', 'error502', 'dropReplyAfterCommit'] as const) {
    const rate = body[name];
    if (rate !== undefined) faults.calls.set(name, rate);
  }
  if (body.delayMs !== undefined) faults.delay.set(body.delayMs);
  for (const name of ['duplicate', 'reorder', 'drop'] as const) {
    const rate = body.webhook?.[name];
    if (rate !== undefined) faults.webhook.rates.set(name, rate);
  }
  if (body.webhook?.delayMs !== undefined) faults.webhook.delay.set(body.webhook.delayMs);
}

/** What is set at the moment; `next` values are what is left of them. */
export function currentFaults(faults: ShopFaults): unknown {
  return {
    ...faults.calls.current(),
    delayMs: faults.delay.current(),
    webhook: { ...faults.webhook.rates.current(), delayMs: faults.webhook.delay.current() },
  };
}

import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { createDelayFault, createFaults, faultDelay, faultRate } from '../faults.ts';
import { createRandom } from '../random.ts';
import { type Account, createAccount } from './account.ts';
import { createAuth } from './auth.ts';
import { createCallLog } from './calls.ts';
import { createAccountSettings } from './settings.ts';

export const faultNames = [
  'concurrency429Share',
  'error500',
  'error502',
  'expireTokens',
  'recordChanged',
  'loseReplyAfterCommit',
] as const;
export type FaultName = (typeof faultNames)[number];

/** Body of POST /_sandbox/faults. Delays are milliseconds; the rest are shares or `{next: n}`. */
export const faultsBody = z.strictObject({
  concurrency429Share: faultRate.optional(),
  error500: faultRate.optional(),
  error502: faultRate.optional(),
  expireTokens: faultRate.optional(),
  recordChanged: faultRate.optional(),
  loseReplyAfterCommit: faultRate.optional(),
  commitAfterClientGaveUpMs: faultDelay.optional(),
  delayMs: faultDelay.optional(),
});

/** Body of POST /_sandbox/create. */
export const createBody = z.strictObject({
  account: z
    .string()
    .regex(/^[A-Za-z0-9_]+$/)
    .optional(),
  clientId: z.string().min(1).optional(),
  certificateId: z.string().min(1).optional(),
  certificatePublicKeyPem: z.string().min(1).optional(),
  currency: z.string().length(3).optional(),
  locations: z
    .array(z.strictObject({ id: z.int().positive(), name: z.string().min(1) }))
    .min(1)
    .optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});
export type CreateBody = z.infer<typeof createBody>;

/** One account with everything around it. */
export type Tenant = ReturnType<typeof createTenant>;

/** Makes an account; throws a readable error when an option is not acceptable. */
export function createTenant(name: string, seed: string, clock: Clock, options: CreateBody) {
  const random = createRandom(`${seed}/netsuite/${name}`);
  const settings = createAccountSettings();
  const merged = settings.merge({
    ...(options.currency === undefined ? {} : { baseCurrency: options.currency }),
    ...options.settings,
  });
  if (!merged.ok) throw new TypeError(merged.reason);
  const account: Account = createAccount({
    name,
    seed: `${seed}/${name}`,
    clock,
    random: random.fork('ids'),
    settings,
    locations: options.locations ?? [
      { id: 1, name: 'Main Warehouse' },
      { id: 2, name: 'Returns Center' },
    ],
  });
  const auth = createAuth({
    account: options.account ?? `TSTDRV${random.fork('account').integer(1_000_000, 9_999_999)}`,
    clientId: options.clientId ?? `netsuite-client-${name}`,
    certificateId: options.certificateId ?? `certificate-${name}`,
    settings,
  });
  if (options.certificatePublicKeyPem !== undefined) {
    auth.upload(auth.facts.certificateId, options.certificatePublicKeyPem);
  }
  return {
    name,
    account,
    auth,
    settings,
    faults: createFaults<FaultName>(random.fork('faults')),
    delay: createDelayFault(random.fork('delays')),
    lateCommit: createDelayFault(random.fork('late')),
    calls: createCallLog(),
    inFlight: { count: 0 },
    /** Writes that will still commit although their client is gone. */
    lateCommits: new Set<NodeJS.Timeout>(),
  };
}

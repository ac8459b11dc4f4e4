import { Problem } from '../../domain/problem.ts';
import type { NetsuiteClient } from './client.ts';
import type { Query } from './order-sql.ts';
import { type SuiteqlOptions, type SuiteqlRow, suiteql } from './suiteql.ts';

/**
 * Columns and tables that an account need not show: features that are off, fields nobody made,
 * columns closed to this channel. Reading goes on without them, each with its own fallback.
 */
export const optionalNames = [
  'inventoryassignment',
  'foreignpaymentamountunused',
  'foreignamountunpaid',
  'transactiondiscount',
  'kitcomponent',
  'quantityshiprecv',
  'quantitybilled',
  'refundId',
  'rma',
  'lineId',
  'disposition',
] as const;
export type OptionalName = (typeof optionalNames)[number];

/** Remembers what this account was found not to show; one for each account, shared by all queries. */
export interface Exposure {
  has(name: OptionalName): boolean;
  lack(name: OptionalName): void;
  lacking(): readonly OptionalName[];
}

/** Starts with everything shown; what is missing is learnt from the first refusal. */
export function createExposure(lacking: readonly OptionalName[] = []): Exposure {
  const missing = new Set<OptionalName>(lacking);
  return {
    has: (name) => !missing.has(name),
    lack: (name) => {
      missing.add(name);
    },
    lacking: () => [...missing],
  };
}

/**
 * Runs something that is built anew without each optional name NetSuite refuses. Costs one extra call
 * for each missing name, once. `names` gives the names in the query text of configured fields.
 */
export async function withExposure<T>(
  exposure: Exposure,
  names: Readonly<Partial<Record<OptionalName, string>>>,
  run: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const refused = refusedName(error);
      const name =
        refused === null
          ? undefined
          : optionalNames.find((candidate) => (names[candidate] ?? candidate) === refused);
      if (name === undefined || !exposure.has(name)) throw error;
      exposure.lack(name);
    }
  }
}

/** `suiteql` with a query that adapts to what the account shows. */
export function suiteqlExposed(
  client: NetsuiteClient,
  exposure: Exposure,
  build: (exposure: Exposure) => Query,
  names: Readonly<Partial<Record<OptionalName, string>>>,
  options: SuiteqlOptions,
): Promise<readonly SuiteqlRow[]> {
  return withExposure(exposure, names, () => {
    const query = build(exposure);
    return suiteql(client, query.text, query.parameters, options);
  });
}

/** The column or record that NetSuite says it cannot find, lower case; null for any other failure. */
export function refusedName(error: unknown): string | null {
  if (!(error instanceof Problem) || error.code !== 'netsuite-rejected') return null;
  const match = /(?:Field|Record) '([\w.]+)' (?:was )?not found/i.exec(error.message);
  return match?.[1]?.toLowerCase().split('.').at(-1) ?? null;
}

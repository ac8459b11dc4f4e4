import { createHash } from 'node:crypto';
import { canonicalJson, decodeJson } from './json.ts';
import { dropLease, takeLease } from './lease.ts';
import type { Ledger } from './open.ts';
import type { Row } from './tables.ts';

/** What the first seal of a shop follows. */
export const firstHash = '0'.repeat(64);

const eventsPerTransaction = 500;
const leaseMs = 30_000;

/**
 * The hash of a link: SHA-256 over the hash before it, a line feed and the event as canonical JSON.
 * Times are in milliseconds, the finest that a JavaScript date holds.
 */
export const sealHash = (previousHash: string, event: Row<'events'>): string =>
  createHash('sha256')
    .update(`${previousHash}\n`)
    .update(canonicalJson({ ...event, at: event.at.toISOString(), data: decodeJson(event.data) }))
    .digest('hex');

/**
 * Chains the shop's events that no seal covers yet. One sealer per shop at a time, by lease: a chain
 * laid inside the events' own transactions would make them wait for each other. Returns how many
 * were sealed, or null when another sealer is at work.
 */
export const sealEvents = async (
  ledger: Ledger,
  shopId: string,
  owner: string,
): Promise<number | null> => {
  const lease = await takeLease(ledger, `seal:${shopId}`, owner, leaseMs);
  if (!lease) return null;
  let sealed = 0;
  const deadline = performance.now() + leaseMs / 2;
  try {
    for (;;) {
      const count = await ledger.transact(() => sealBatch(ledger, shopId));
      sealed += count;
      // Whatever is left after half the lease waits for the next round, still under a lease.
      if (count < eventsPerTransaction || performance.now() > deadline) return sealed;
    }
  } finally {
    await dropLease(ledger, lease);
  }
};

// Should a lease run out under a sealer, the primary key (shop, seq) refuses the second one's links.
const sealBatch = async (ledger: Ledger, shopId: string): Promise<number> => {
  const db = ledger.db();
  const last = await db
    .selectFrom('seals')
    .select(['seq', 'hash'])
    .where('shop_id', '=', shopId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const events = await db
    .selectFrom('unsealed')
    .innerJoin('events', 'events.id', 'unsealed.event_id')
    .selectAll('events')
    .where('unsealed.shop_id', '=', shopId)
    .orderBy('unsealed.event_id')
    .limit(eventsPerTransaction)
    .execute();
  if (events.length === 0) return 0;
  let { seq, hash } = last ?? { seq: 0n, hash: firstHash };
  const links = events.map((event) => {
    const previousHash = hash;
    hash = sealHash(previousHash, event);
    seq += 1n;
    return { shop_id: shopId, seq, event_id: event.id, hash, previous_hash: previousHash };
  });
  await db.insertInto('seals').values(links).execute();
  await db
    .deleteFrom('unsealed')
    .where(
      'event_id',
      'in',
      events.map(({ id }) => id),
    )
    .execute();
  return events.length;
};

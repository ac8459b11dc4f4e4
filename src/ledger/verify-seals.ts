import { sql } from 'kysely';
import type { Ledger } from './open.ts';
import { firstHash, sealHash } from './seal.ts';

export type SealVerdict =
  | {
      readonly intact: true;
      readonly sealed: bigint;
      /** Events of the last seconds that wait for the sealer. */
      readonly unsealed: bigint;
      /** Keep it outside the database: it fixes everything before it. */
      readonly lastHash: string;
    }
  | { readonly intact: false; readonly seq: bigint; readonly reason: string };

const linksPerPage = 1000;

/**
 * Recomputes the shop's chain of seals from its events. Finds a changed, added or removed event and a
 * changed or removed seal; a chain that was recomputed as a whole only shows against a hash kept
 * elsewhere.
 */
export const verifySeals = async (ledger: Ledger, shopId: string): Promise<SealVerdict> => {
  let seq = 0n;
  let hash = firstHash;
  for (;;) {
    const links = await ledger
      .db()
      .selectFrom('seals')
      .leftJoin('events', 'events.id', 'seals.event_id')
      .selectAll('events')
      .select([
        'seals.seq as seal_seq',
        'seals.hash as seal_hash',
        'seals.previous_hash as seal_previous_hash',
      ])
      .where('seals.shop_id', '=', shopId)
      .where('seals.seq', '>', seq)
      .orderBy('seals.seq')
      .limit(linksPerPage)
      .execute();
    for (const { seal_seq, seal_hash, seal_previous_hash, ...event } of links) {
      const broken = (reason: string): SealVerdict => ({ intact: false, seq: seal_seq, reason });
      if (seal_seq !== seq + 1n) return broken(`seal ${seq + 1n} is missing`);
      if (seal_previous_hash !== hash) return broken('it does not follow the seal before it');
      if (!isWhole(event)) return broken('its event is missing');
      if (event.shop_id !== shopId) return broken('its event belongs to another shop');
      if (sealHash(hash, event) !== seal_hash) return broken(`event ${event.id} was changed`);
      seq = seal_seq;
      hash = seal_hash;
    }
    if (links.length < linksPerPage) return await findUncovered(ledger, shopId, seq, hash);
  }
};

type MaybeEvent<T> = { [K in keyof T]: T[K] | null };

const isWhole = <T extends { id: unknown }>(event: MaybeEvent<T>): event is T & MaybeEvent<T> =>
  event.id !== null;

// In one statement, and so in one picture of the tables: events keep coming in meanwhile.
const findUncovered = async (
  ledger: Ledger,
  shopId: string,
  sealed: bigint,
  lastHash: string,
): Promise<SealVerdict> => {
  const { rows } = await sql<{ uncovered: bigint | null; unsealed: bigint }>`
    select
      (select min(id) from backhaul.events where shop_id = ${shopId}
        and not exists (select from backhaul.seals where event_id = events.id)
        and not exists (select from backhaul.unsealed where event_id = events.id)) as uncovered,
      (select count(*) from backhaul.unsealed where shop_id = ${shopId}) as unsealed`.execute(
    ledger.db(),
  );
  const { uncovered = null, unsealed = 0n } = rows[0] ?? {};
  if (uncovered !== null) {
    return { intact: false, seq: sealed, reason: `event ${uncovered} has lost its seal` };
  }
  return { intact: true, sealed, unsealed, lastHash };
};

import type { Ledger } from './open.ts';

/**
 * Frees whatever an earlier process held when it died: orders, API slots, the sealer's lease, a
 * reconciliation under way. Only for the embedded ledger, whose lock proves that no other process
 * lives; elsewhere each of them runs out by itself.
 */
export async function freeDeadHolders(ledger: Ledger): Promise<void> {
  const now = await ledger.now();
  await ledger.transact(async () => {
    const db = ledger.db();
    await db
      .updateTable('orders')
      .set({ lease_owner: null, lease_until: null })
      .where('lease_owner', 'is not', null)
      .execute();
    await db.deleteFrom('slots').execute();
    await db.deleteFrom('leases').execute();
    await db
      .updateTable('runs')
      .set({ state: 'failed', ended_at: now })
      .where('state', '=', 'running')
      .execute();
  });
}

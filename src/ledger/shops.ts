import type { Ledger } from './open.ts';
import type { Row } from './tables.ts';

/** Makes the ledger know a shop of the configuration, or follow its change; keeps a stop of its money lane. */
export const saveShop = async (
  ledger: Ledger,
  shop: { id: string; domain: string; netsuiteAccount: string; startAt: Date },
): Promise<void> => {
  const values = {
    domain: shop.domain,
    netsuite_account: shop.netsuiteAccount,
    start_at: shop.startAt,
  };
  await ledger
    .db()
    .insertInto('shops')
    .values({ id: shop.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
};

/** The shop, or null if it was never configured. */
export const findShop = async (ledger: Ledger, id: string): Promise<Row<'shops'> | null> =>
  (await ledger.db().selectFrom('shops').selectAll().where('id', '=', id).executeTakeFirst()) ??
  null;

/**
 * Stops the shop's money lane, with the reason that people will read, or lets it run again with
 * null. A stop keeps its first reason. Returns whether anything changed.
 */
export const stopMoney = async (
  ledger: Ledger,
  shopId: string,
  reason: string | null,
): Promise<boolean> => {
  const { numUpdatedRows } = await ledger
    .db()
    .updateTable('shops')
    .set({ money_stopped_reason: reason })
    .where('id', '=', shopId)
    .where('money_stopped_reason', reason === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

import type { Law } from './evidence.ts';

/**
 * Law 8: whatever the app did in the world has an audit row with an actor, and the chain of seals over
 * the rows verifies.
 */
export const everythingIsAudited: Law = ({ cases, tellings, truth, app }) => {
  const effects = new Set<string>();
  const remoteIds = new Set<string>();
  for (const { action, data } of app.events) {
    if (!action.endsWith('.done')) continue;
    if (data.effect !== undefined) effects.add(data.effect);
    if (data.remoteId !== undefined) remoteIds.add(data.remoteId);
  }
  const deeds: readonly (readonly [string, boolean])[] = [
    ...tellings.map((each) => [`message ${each.effectId}`, effects.has(each.effectId)] as const),
    ...cases
      .flatMap(({ rmas }) => rmas)
      .map(({ id, tranId }) => [`RMA ${tranId}`, remoteIds.has(id)] as const),
    ...truth.shopify.orders
      .flatMap(({ refunds }) => refunds.filter(({ by }) => by === 'app'))
      .map(({ id, note }) => [`refund ${id}`, effects.has(note ?? '')] as const),
    ...truth.netsuite.customerRefunds.map(
      ({ id, tranId }) => [`customer refund ${tranId}`, remoteIds.has(id)] as const,
    ),
  ];
  const { shops, effects: counted } = app.audit;
  const nameless = app.events.filter(({ actor }) => actor.name === '');
  return {
    checked: deeds.length + shops.length + counted.total,
    violations: [
      ...deeds.flatMap(([what, isThere]) => (isThere ? [] : [`${what} has no audit row`])),
      ...shops.flatMap(({ intact, shop, reason }) =>
        intact ? [] : [`the seals of ${shop}: ${reason}`],
      ),
      ...(counted.unaudited > 0 ? [`${counted.unaudited} effects have no audit row`] : []),
      ...nameless.map(({ id }) => `audit row ${id} names nobody`),
    ],
  };
};

import type { Translate } from '../domain/decide/translate.ts';
import type { MappingTables } from '../domain/policy.ts';
import { planRmas } from './return-to-rma.ts';
import { usedUnits } from './used-units.ts';

/** The translations of one shop, over its mapping tables, in the form in which `decide` takes them. */
export function createTranslate(tables: MappingTables): Translate {
  return {
    planRmas: (order, shopifyReturn, netsuite, ours) =>
      planRmas(
        order,
        shopifyReturn,
        netsuite.sources,
        usedUnits(netsuite, ours.rmaIds),
        ours.assigned,
        tables,
      ),
    shopifyLocation: (netsuiteLocationId) => tables.locations[netsuiteLocationId] ?? null,
    chargeItem: (kind) => tables.chargeItems[kind],
    paymentFor: (gateway) => tables.payments[gateway] ?? tables.payments['*'] ?? null,
  };
}

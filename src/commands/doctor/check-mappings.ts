import type { ShopConfig } from '../../config.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** What the configuration must name before a return can go all the way. Asks nobody. */
export function checkMappings(shop: ShopConfig): readonly Check[] {
  const { locations, payments, chargeItems } = shop.mappings;
  const checks: Check[] = [];
  const entries = Object.entries(locations);
  const strange = entries.filter(([, id]) => !/^gid:\/\/shopify\/Location\/[0-9]+$/.test(id));
  if (strange.length > 0) {
    const what = strange.map(([netsuite, id]) => `${netsuite} → ${id}`).join(', ');
    const remedy = 'Write gid://shopify/Location/<number>, as Shopify shows it.';
    checks.push(fail('locations', `not the id of a Shopify location: ${what}`, remedy));
  } else if (entries.length === 0) {
    const what = 'No NetSuite location is mapped: units that arrive have no place in Shopify.';
    checks.push(warn('locations', what, 'Fill shops[].mappings.locations.'));
  } else {
    const what = entries.map(([netsuite, id]) => `${netsuite} → ${id.split('/').at(-1)}`);
    checks.push(ok('locations', what.join(', ')));
  }
  if (shop.policy.money.customerRefund === 'backhaul' && Object.keys(payments).length === 0) {
    const what =
      'No payment option is mapped: customer refunds against credit memos cannot be posted.';
    checks.push(
      warn('payments', what, 'Fill shops[].mappings.payments, or set customerRefund: staff.'),
    );
  }
  if (shop.policy.money.refundShipping !== 'never' && chargeItems.shipping === null) {
    const what = 'Shipping is to be refunded, and no NetSuite item stands for it.';
    checks.push(fail('charge items', what, 'Set shops[].mappings.chargeItems.shipping.'));
  }
  return checks;
}

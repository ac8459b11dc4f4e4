import type { OrderRecord } from '../model.ts';
import { formatFixed, toShopMinor } from '../money.ts';

/** An amount as webhook bodies have it: both currencies, all decimal places. */
export function moneySet(minor: bigint, order: OrderRecord) {
  return {
    shop_money: {
      amount: formatFixed(toShopMinor(minor, order), order.currency),
      currency_code: order.currency,
    },
    presentment_money: {
      amount: formatFixed(minor, order.presentmentCurrency),
      currency_code: order.presentmentCurrency,
    },
  };
}

/** An amount of an order in the shop's currency, the plain `price` and `amount` fields of bodies. */
export function shopAmount(minor: bigint, order: OrderRecord): string {
  return formatFixed(toShopMinor(minor, order), order.currency);
}

import type { Context } from '../graphql/define.ts';
import { moneyBag, parseDecimal } from '../money.ts';
import { discountedOf, shareOf, taxOf } from '../orders/totals.ts';
import { restockingFeeOf } from '../returns/outcome.ts';

export type CalculateInput = {
  orderId: string;
  returnLineItems?: {
    fulfillmentLineItemId: string;
    quantity: number;
    restockingFee?: { percentage: number } | null;
  }[];
  returnShippingFee?: { amount: { amount: string } } | null;
};

/** `returnCalculate`: what a return would give, goods and tax as negative amounts (recorded). */
export function calculateReturn(input: CalculateInput, { shop }: Context) {
  const order = shop.orders.get(input.orderId);
  if (order === undefined) return null;
  const bag = (minor: bigint) => moneyBag(minor, order);
  const fee = input.returnShippingFee;
  return {
    id: `gid://shopify/CalculatedReturn/${shop.random.uuid()}`,
    exchangeLineItems: [],
    returnShippingFee:
      fee == null
        ? null
        : {
            id: `gid://shopify/CalculatedReturnShippingFee/${shop.random.uuid()}`,
            amountSet: bag(parseDecimal(fee.amount.amount, order.presentmentCurrency)),
          },
    returnLineItems: (input.returnLineItems ?? []).flatMap((wanted) => {
      const shipped = shop.find('FulfillmentLineItem', wanted.fulfillmentLineItemId);
      const line = order.lines.find((one) => one.id === shipped?.lineId);
      if (shipped === undefined || line === undefined) return [];
      const cart = line.discountAllocations
        .filter((one) => one.kind === 'order')
        .reduce((sum, one) => sum + one.amountMinor, 0n);
      const share = (minor: bigint) => shareOf(minor, line.quantity, 0, wanted.quantity);
      return [
        {
          id: null,
          fulfillmentLineItem: shipped,
          quantity: wanted.quantity,
          subtotalBeforeOrderDiscountsSet: bag(-share(discountedOf(line) + cart)),
          subtotalSet: bag(-share(discountedOf(line))),
          totalTaxSet: bag(-share(taxOf(line))),
          restockingFee:
            wanted.restockingFee == null
              ? null
              : {
                  id: `gid://shopify/CalculatedRestockingFee/${shop.random.uuid()}`,
                  percentage: wanted.restockingFee.percentage,
                  amountSet: bag(
                    restockingFeeOf(share(discountedOf(line)), wanted.restockingFee.percentage),
                  ),
                },
        },
      ];
    }),
  };
}

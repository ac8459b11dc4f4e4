import { z } from 'zod';
import type { RootModule } from '../graphql/define.ts';
import { userError } from '../graphql/errors.ts';
import type { CustomerRecord } from '../model.ts';
import { moneyV2, parseDecimal } from '../money.ts';
import { addStoreCredit } from '../refunds/store-credit.ts';
import type { Shop } from '../shop.ts';

const creditArgs = z.object({
  id: z.string(),
  creditInput: z.object({
    creditAmount: z.object({ amount: z.string(), currencyCode: z.string() }),
    expiresAt: z.string().nullish(),
    notify: z.boolean().nullish(),
  }),
});

/** Store credit by hand: `storeCreditAccountCredit`, by customer or by account. */
export const storeCreditRoots: RootModule = {
  mutations: {
    storeCreditAccountCredit: (args, { shop }) => {
      const { id, creditInput } = creditArgs.parse(args);
      const { amount, currencyCode } = creditInput.creditAmount;
      const customer = findCustomer(shop, id);
      const fail = (field: string[], message: string, code: string) => ({
        storeCreditAccountTransaction: null,
        userErrors: [userError(field, message, code)],
      });
      if (customer === undefined) {
        return fail(['id'], 'Store credit account does not exist', 'ACCOUNT_NOT_FOUND');
      }
      const minor = parseDecimal(amount, currencyCode);
      if (minor <= 0n) {
        return fail(
          ['creditInput', 'creditAmount', 'amount'],
          'A positive amount must be used to credit a store credit account',
          'NEGATIVE_OR_ZERO_AMOUNT',
        );
      }
      const balanceMinor = addStoreCredit(shop, customer.id, currencyCode, minor);
      if (creditInput.notify === true) {
        shop.notifications.push({
          at: shop.now(),
          kind: 'store_credit',
          orderId: '',
          amountMinor: minor,
        });
      }
      return {
        storeCreditAccountTransaction: {
          __typename: 'StoreCreditAccountCreditTransaction',
          id: shop.ids.next('StoreCreditAccountCreditTransaction'),
          createdAt: shop.now(),
          expiresAt: creditInput.expiresAt ?? null,
          amount: moneyV2(minor, currencyCode),
          remainingAmount: moneyV2(minor, currencyCode),
          balanceAfterTransaction: moneyV2(balanceMinor, currencyCode),
          account: {
            id: accountIdOf(customer.id),
            balance: moneyV2(balanceMinor, currencyCode),
            owner: customer,
          },
        },
        userErrors: [],
      };
    },
  },
};

const accountIdOf = (customerId: string) =>
  customerId.replace('/Customer/', '/StoreCreditAccount/');

function findCustomer(shop: Shop, id: string): CustomerRecord | undefined {
  return shop.customers.get(id.replace('/StoreCreditAccount/', '/Customer/'));
}

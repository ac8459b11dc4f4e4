import { z } from 'zod';
import { parseDecimal } from '../../../domain/money.ts';

/** An amount as Shopify writes it ("41.37", JPY "1500.0"), in minor units of its currency. */
export const moneySchema = z
  .object({ amount: z.string(), currencyCode: z.string() })
  .transform(({ amount, currencyCode }, context) => {
    try {
      return { minor: parseDecimal(amount, currencyCode), currency: currencyCode };
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: error instanceof Error ? error.message : amount,
      });
      return z.NEVER;
    }
  });

/** The customer's side of a MoneyBag, in minor units. */
export const presentmentSchema = z
  .object({ presentmentMoney: moneySchema })
  .transform(({ presentmentMoney }) => presentmentMoney.minor);

import { z } from 'zod';

const minor = z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform((value) => BigInt(value));
export const taxLine = z.looseObject({
  title: z.string(),
  rate: z.union([z.number(), z.string()]),
  amountMinor: minor,
});

/** The order as the Shopify port's state shows it; what the import does not need may be there too. */
const order = z.looseObject({
  id: z.string().min(1),
  name: z.string().min(1),
  email: z.string().nullish(),
  currency: z.string().length(3),
  presentmentCurrency: z.string().length(3).optional(),
  taxesIncluded: z.boolean(),
  lines: z.array(
    z.looseObject({
      id: z.string().min(1),
      sku: z.string().nullish(),
      title: z.string().nullish(),
      quantity: z.int().min(0),
      unitPriceMinor: minor,
      discountMinor: minor,
      taxMinor: minor,
      taxLines: z.array(taxLine).optional(),
      kind: z.enum(['InvtPart', 'Service', 'GiftCert', 'Kit']).optional(),
    }),
  ),
  shipping: z
    .array(
      z.looseObject({
        priceMinor: minor,
        discountMinor: minor,
        taxMinor: minor,
        taxLines: z.array(taxLine).optional(),
      }),
    )
    .optional(),
});

/** Body of POST /_sandbox/import. */
export const importBody = z.strictObject({
  order,
  billing: z.enum(['cashSale', 'invoice', 'unbilled']).default('cashSale'),
  paid: z.boolean().default(true),
  fulfilled: z.boolean().default(true),
  discountShape: z.enum(['reducedRate', 'discountLine', 'headerPercent', 'headerFlat']).optional(),
  lineIdColumn: z.boolean().optional(),
  location: z.int().optional(),
  tranDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});
export type ImportBody = z.infer<typeof importBody>;
export type OrderLine = ImportBody['order']['lines'][number];

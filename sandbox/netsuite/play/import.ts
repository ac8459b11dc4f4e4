import { z } from 'zod';
import { type Account, itemOfSku } from '../account.ts';
import { currencyDecimals, parseScaled, rateOfAmount } from '../decimal.ts';
import { emptyDraft, newLine } from '../drafts.ts';
import { discountItemId, shippingItemId } from '../fixtures.ts';
import { hashInteger, hashShare } from '../hash.ts';
import type { Customer, Doc, Draft, Line, LineTax } from '../model.ts';
import { exchangeRate } from '../records/create.ts';
import { addCustomer } from '../records/entities.ts';
import { saveDraft } from '../save.ts';
import { totalsOf } from '../totals.ts';
import { transformDoc } from '../transforms/transform.ts';

const minor = z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform((value) => BigInt(value));
const taxLine = z.looseObject({
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
type OrderLine = ImportBody['order']['lines'][number];

/** What an order connector does: customer, items, sales order, fulfilment, bill and payment. */
export function importOrder(account: Account, body: ImportBody) {
  const { order: sold } = body;
  const customer = customerOf(account, sold);
  const draft = salesOrder(account, body, customer);
  const salesOrderDoc = saveDraft(account, draft, { historical: true });
  const fulfillment =
    body.fulfilled && draft.lines.some((line) => line.kind === 'InvtPart')
      ? saveDraft(
          account,
          transformDoc(account, salesOrderDoc, 'itemFulfillment', empty(), keepAll),
          { historical: true },
        )
      : null;
  const made: {
    invoice: Doc | null;
    cashSale: Doc | null;
    payment: Doc | null;
    deposit: Doc | null;
  } = {
    invoice: null,
    cashSale: null,
    payment: null,
    deposit: null,
  };
  if (body.billing === 'cashSale') made.cashSale = bill(account, salesOrderDoc, 'cashSale', body);
  if (body.billing === 'invoice') {
    made.invoice = bill(account, salesOrderDoc, 'invoice', body);
    if (body.paid) made.payment = pay(account, made.invoice);
  }
  if (body.billing === 'unbilled' && body.paid) made.deposit = deposit(account, salesOrderDoc);
  return {
    customerId: String(customer.id),
    salesOrderId: String(salesOrderDoc.id),
    tranId: salesOrderDoc.tranId,
    externalId: salesOrderDoc.externalId,
    itemFulfillmentId: idOf(fulfillment),
    invoiceId: idOf(made.invoice),
    cashSaleId: idOf(made.cashSale),
    customerPaymentId: idOf(made.payment),
    customerDepositId: idOf(made.deposit),
    taxDiffers: salesOrderDoc.taxDifference !== null,
    totalMinor: totalsOf(salesOrderDoc).totalMinor,
    /** Lines of the bill, or of the sales order where there is none: what a transform's orderLine names. */
    lines: (made.invoice ?? made.cashSale ?? salesOrderDoc).lines.map((line) => ({
      line: line.line,
      item: String(line.itemId),
      sku: account.items.get(line.itemId)?.itemId ?? '',
      quantity: line.quantity,
      shopifyLineId: line.custom['custcol_shopify_line_id'] ?? null,
    })),
  };
}

const keepAll = { replaceItem: false };
const empty = () => ({ custom: {}, extra: {} });
const idOf = (doc: Doc | null) => (doc === null ? null : String(doc.id));

function customerOf(account: Account, sold: ImportBody['order']): Customer {
  const email = sold.email ?? null;
  const externalId = `shpcus_${(email ?? `guest_${numericId(sold.id)}`).toLowerCase().replaceAll(/[^a-z0-9_-]/g, '_')}`;
  const known = account.customersByExternalId.get(externalId);
  return (
    known ?? addCustomer(account, { externalId, entityId: email ?? `Guest ${sold.name}`, email })
  );
}

function salesOrder(account: Account, body: ImportBody, customer: Customer): Draft {
  const { order: sold } = body;
  const currency = sold.presentmentCurrency ?? sold.currency;
  const shape = body.discountShape ?? account.settings.get('discountShape');
  const location = body.location ?? account.locations[0]?.id ?? 1;
  const share = account.settings.get('taxDifferenceShare');
  const differs = hashShare(account.seed, 'tax', sold.id) < share;
  const draft: Draft = {
    ...emptyDraft('salesOrder', customer.id, currency),
    externalId: `shpord_${numericId(sold.id)}`,
    exchangeRate: exchangeRate(account, currency),
    location,
    tranDate: body.tranDate ?? null,
    otherRefNum: sold.name,
    memo: `Shopify ${sold.name}`,
    taxIncluded: sold.taxesIncluded,
    taxDifference: differs ? `${account.seed}/${sold.id}` : null,
    custom: {
      custbody_shopify_order_id: shopifyId(account, sold.id),
      custbody_shopify_order_name: sold.name,
    },
  };
  draft.lines = saleLines(account, body, shape, location, currency);
  addShipping(account, draft, body);
  const discountMinor = sold.lines.reduce((sum, line) => sum + line.discountMinor, 0n);
  const subtotal = draft.lines.reduce((sum, line) => sum + line.amountMinor, 0n);
  if (discountMinor > 0n && shape === 'headerFlat') {
    draft.headerDiscount = { itemId: discountItemId, percentE8: null, amountMinor: discountMinor };
  }
  if (discountMinor > 0n && shape === 'headerPercent' && subtotal > 0n) {
    const percentE8 = (discountMinor * 10_000_000_000n) / subtotal;
    draft.headerDiscount = { itemId: discountItemId, percentE8, amountMinor: 0n };
  }
  return draft;
}

function saleLines(
  account: Account,
  body: ImportBody,
  shape: NonNullable<ImportBody['discountShape']>,
  location: number,
  currency: string,
): Line[] {
  const { order: sold } = body;
  const withIds = body.lineIdColumn ?? account.settings.get('lineIdColumn');
  const lines: Line[] = [];
  let number = 0;
  for (const line of sold.lines) {
    if (line.quantity === 0) continue;
    // Line numbers are stable but never promised to be 1, 2, 3.
    number += 1 + (hashInteger(account.seed, 'line', line.id) % 3);
    const sku = line.sku ?? `NOSKU-${numericId(line.id)}`;
    const item = itemOfSku(account, sku, line.title ?? sku, line.kind ?? 'InvtPart');
    const gross =
      line.unitPriceMinor * BigInt(line.quantity) - (sold.taxesIncluded ? line.taxMinor : 0n);
    const amountMinor = shape === 'reducedRate' ? gross - line.discountMinor : gross;
    lines.push(
      newLine({
        line: number,
        itemId: item.id,
        kind: item.kind,
        quantity: line.quantity,
        amountMinor,
        rateE8: rateOfAmount(amountMinor, line.quantity, currencyDecimals(currency)),
        taxMinor: line.taxMinor,
        taxes: lineTaxes(line),
        location,
        custom: withIds ? { custcol_shopify_line_id: shopifyId(account, line.id) } : {},
      }),
    );
    if (shape !== 'discountLine' || line.discountMinor === 0n) continue;
    const parent = number;
    number += 1;
    lines.push(
      newLine({
        line: number,
        itemId: discountItemId,
        kind: 'Discount',
        quantity: 0,
        amountMinor: -line.discountMinor,
        rateE8: rateOfAmount(-line.discountMinor, 1, currencyDecimals(currency)),
        discountOf: parent,
      }),
    );
  }
  return lines;
}

function addShipping(account: Account, draft: Draft, body: ImportBody): void {
  const shipping = body.order.shipping ?? [];
  const taxMinor = shipping.reduce((sum, one) => sum + one.taxMinor, 0n);
  const priceMinor = shipping.reduce((sum, one) => sum + one.priceMinor - one.discountMinor, 0n);
  const netMinor = body.order.taxesIncluded ? priceMinor - taxMinor : priceMinor;
  if (netMinor === 0n && taxMinor === 0n) return;
  const taxes = mergeTaxes(
    shipping.flatMap((one) => readTaxes(one.taxLines ?? [])),
    taxMinor,
  );
  if (account.settings.get('shippingShape') === 'header') {
    draft.shippingMinor = netMinor;
    draft.shippingTaxMinor = taxMinor;
    draft.shippingTaxes = taxes;
    return;
  }
  const item = account.items.get(shippingItemId);
  draft.lines.push(
    newLine({
      line: Math.max(0, ...draft.lines.map((line) => line.line)) + 1,
      itemId: shippingItemId,
      kind: item?.kind ?? 'OthCharge',
      quantity: 1,
      amountMinor: netMinor,
      rateE8: rateOfAmount(netMinor, 1, currencyDecimals(draft.currency)),
      taxMinor,
      taxes,
    }),
  );
}

function bill(account: Account, order: Doc, type: 'cashSale' | 'invoice', body: ImportBody): Doc {
  const draft = transformDoc(account, order, type, empty(), keepAll);
  draft.externalId = `${type === 'invoice' ? 'shpinv' : 'shpcs'}_${numericId(body.order.id)}`;
  draft.tranDate = body.tranDate ?? null;
  return saveDraft(account, draft, { historical: true });
}

function pay(account: Account, invoice: Doc): Doc {
  const { totalMinor } = totalsOf(invoice);
  return saveDraft(
    account,
    {
      ...emptyDraft('customerPayment', invoice.customerId, invoice.currency),
      exchangeRate: invoice.exchangeRate,
      paymentMinor: totalMinor,
      applications: totalMinor > 0n ? [{ docId: invoice.id, amountMinor: totalMinor }] : [],
    },
    { historical: true },
  );
}

function deposit(account: Account, order: Doc): Doc {
  return saveDraft(
    account,
    {
      ...emptyDraft('customerDeposit', order.customerId, order.currency),
      exchangeRate: order.exchangeRate,
      createdFrom: order.id,
      paymentMinor: totalsOf(order).totalMinor,
    },
    { historical: true },
  );
}

function lineTaxes(line: OrderLine): LineTax[] {
  return mergeTaxes(readTaxes(line.taxLines ?? []), line.taxMinor);
}

function readTaxes(taxes: readonly z.infer<typeof taxLine>[]): LineTax[] {
  // Shopify writes rates as fractions (0.19); NetSuite keeps percentages.
  return taxes.map((tax) => ({
    title: tax.title,
    rateE8: (parseScaled(String(tax.rate), 8) ?? 0n) * 100n,
    amountMinor: tax.amountMinor,
  }));
}

function mergeTaxes(taxes: LineTax[], totalMinor: bigint): LineTax[] {
  const byTitle = new Map<string, LineTax>();
  for (const tax of taxes) {
    const known = byTitle.get(tax.title);
    if (known === undefined) byTitle.set(tax.title, { ...tax });
    else known.amountMinor += tax.amountMinor;
  }
  if (byTitle.size === 0 && totalMinor !== 0n)
    return [{ title: 'Tax', rateE8: 0n, amountMinor: totalMinor }];
  return [...byTitle.values()];
}

function numericId(id: string): string {
  return (
    id
      .split('/')
      .at(-1)
      ?.replace(/\?.*$/, '')
      .replaceAll(/[^A-Za-z0-9_-]/g, '_') ?? id
  );
}

function shopifyId(account: Account, id: string): string {
  return account.settings.get('shopifyIdShape') === 'gid' ? id : numericId(id);
}

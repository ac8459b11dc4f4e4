import type { Account } from '../account.ts';
import { currencyDecimals, rateOfAmount } from '../decimal.ts';
import { emptyDraft, newLine } from '../drafts.ts';
import { discountItemId, shippingItemId } from '../fixtures.ts';
import { hashShare } from '../hash.ts';
import type { Customer, Doc, Draft } from '../model.ts';
import { exchangeRate } from '../records/create.ts';
import { addCustomer } from '../records/entities.ts';
import { saveDraft } from '../save.ts';
import { totalsOf } from '../totals.ts';
import { transformDoc } from '../transforms/transform.ts';
import type { ImportBody } from './import-body.ts';
import { mergeTaxes, numericId, readTaxes, saleLines, shopifyId } from './import-lines.ts';

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

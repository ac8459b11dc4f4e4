import type { TransactionType } from '../model.ts';

const words = (text: string) => text.trim().split(/\s+/);

const everyBody = words(`
  id links refName externalId customForm createdDate lastModifiedDate tranDate tranId transactionNumber
  entity subsidiary currency exchangeRate location department class memo createdFrom source status postingPeriod
  prevDate integrationId nexus item`);
const moneyBody = words(`
  account subtotal discountItem discountRate discountTotal discountAmount total taxTotal tax2Total taxDetails
  taxDetailsOverride taxItem taxRate taxRegOverride taxPointDate totalAfterTaxes otherRefNum email message
  toBeEmailed toBeFaxed toBePrinted billAddress billAddressList billingAddress billingAddress_text shipAddress
  shipAddressList shippingAddress shippingAddress_text shipIsResidential shipOverride promoCode couponCode
  promotions partner salesRep salesEffectiveDate excludeCommission isTaxable job terms estGrossProfit
  estGrossProfitPercent totalCostEstimate handlingMode paymentOption paymentProcessingProfile paymentOperation
  transactionToRefund vatRegNum`);
const shippingBody = words(`
  shipMethod shippingCost shippingCostOverridden shippingTaxCode shippingTax1Rate shippingTaxAmount handlingCost
  altShippingCost altHandlingCost`);
const payBody = words(`
  account paymentOption paymentProcessingProfile paymentOperation handlingMode total customer apply arAcct
  checkNumber balance voidJournal transactionToRefund`);

const bodies: Partial<Record<TransactionType, string[]>> = {
  salesOrder: [...moneyBody, ...shippingBody, 'orderStatus', 'shipDate', 'shipComplete'],
  invoice: [
    ...moneyBody,
    ...shippingBody,
    'dueDate',
    'amountPaid',
    'amountRemaining',
    'orderStatus',
  ],
  cashSale: [...moneyBody, ...shippingBody],
  returnAuthorization: [
    ...moneyBody,
    'orderStatus',
    'isCrossSubTransaction',
    'intercoStatus',
    'orderId',
  ],
  creditMemo: [
    ...moneyBody,
    ...shippingBody,
    'apply',
    'applied',
    'unapplied',
    'amountPaid',
    'amountRemaining',
    'autoApply',
    'salesReturn',
    'dueDate',
  ],
  cashRefund: [...moneyBody, ...shippingBody, 'refundCheck', 'salesReturn', 'checkNumber'],
  itemReceipt: words(
    'employee landedCostMethod landedCostPerLine orderId orderType itemFulfillment',
  ),
  itemFulfillment: words('shipStatus shipMethod shipAddress package'),
  customerRefund: [...payBody, 'deposit', 'payeeAddress', 'toBePrinted'],
  customerPayment: [...payBody, 'payment', 'applied', 'unapplied', 'autoApply'],
  customerDeposit: [...payBody, 'payment', 'salesOrder'],
};

const everyLine = words(`
  links refName line lineUniqueKey item itemType itemSubtype description quantity units location department class
  orderDoc orderLine inventoryDetail options serialNumbers`);
const moneyLine = words(`
  rate price amount grossAmt isClosed isOpen isTaxable taxCode taxRate1 taxRate2 tax1Amt taxAmount
  taxDetailsReference quantityReceived quantityBilled quantityFulfilled quantityCommitted quantityAvailable
  quantityOnHand inventorylocation inventorysubsidiary giftCertFrom giftCertMessage giftCertNumber
  giftCertRecipientEmail giftCertRecipientName printItems linked marginal account costEstimate costEstimateType
  deferRevRec`);
const receiptLine = words(`
  itemReceive itemName displayName binNumbers quantityRemaining quantityRemainingDisplay onHand kitMemberOf
  currency unitCostOverride isDropShipment`);

/** Whether REST knows the body field of this record; custom fields are judged by `isCustomBody`. */
export function isBodyField(type: TransactionType, name: string): boolean {
  return everyBody.includes(name) || (bodies[type]?.includes(name) ?? false);
}

/** Whether REST knows the item line's field. A receipt line notably has no restock, rate or tax fields. */
export function isLineField(type: TransactionType, name: string): boolean {
  if (everyLine.includes(name)) return true;
  const receipt = type === 'itemReceipt' || type === 'itemFulfillment';
  return receipt ? receiptLine.includes(name) : moneyLine.includes(name);
}

/** Body fields that REST reports and silently ignores when written. */
export const readOnlyBody = new Set(
  words(`id links refName createdDate lastModifiedDate transactionNumber status subtotal discountTotal total taxTotal
    tax2Total totalAfterTaxes amountRemaining amountPaid applied unapplied createdFrom estGrossProfit balance
    estGrossProfitPercent totalCostEstimate salesReturn source integrationId prevDate`),
);

/** Line fields that REST reports and silently ignores when written. */
export const readOnlyLine = new Set(
  words(`links refName lineUniqueKey itemType itemSubtype isOpen linked quantityReceived quantityBilled
    quantityFulfilled quantityCommitted quantityAvailable quantityOnHand quantityRemaining
    quantityRemainingDisplay onHand itemName displayName taxDetailsReference marginal currency`),
);

const knownCustomBody = new Set(['custbody_shopify_order_id', 'custbody_shopify_order_name']);
const knownCustomLine = new Set(['custcol_shopify_line_id']);

/** Custom body fields of the account: the order connector's and every custbody_backhaul_… field. */
export function isCustomBody(name: string): boolean {
  return knownCustomBody.has(name) || /^custbody_backhaul_[a-z0-9_]{1,40}$/.test(name);
}

/** Custom line columns of the account: the order connector's and every custcol_backhaul_… column. */
export function isCustomLine(name: string): boolean {
  return knownCustomLine.has(name) || /^custcol_backhaul_[a-z0-9_]{1,40}$/.test(name);
}

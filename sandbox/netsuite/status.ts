import { type Doc, isCountable, isReceivable, type Line, typeFacts } from './model.ts';

export type StatusRules = { advancedReceiving: boolean };

/** Labels by type code and letter; letters that no account was seen to show are left out. */
const labels: Record<string, Record<string, string>> = {
  RtnAuth: {
    A: 'Pending Approval',
    B: 'Pending Receipt',
    C: 'Cancelled',
    D: 'Partially Received',
    E: 'Pending Refund/Partially Received',
    F: 'Pending Refund',
    G: 'Refunded',
    H: 'Closed',
  },
  CustCred: { A: 'Open', B: 'Fully Applied', V: 'Voided' },
  CustInvc: { A: 'Open', B: 'Paid In Full', V: 'Voided' },
  CustRfnd: { R: 'Issued', V: 'Voided' },
  CashRfnd: { Y: 'Undefined', V: 'Voided' },
  ItemRcpt: { Y: 'Undefined' },
  StatChng: { Y: 'Undefined' },
  BinTrnfr: { Y: 'Undefined' },
  CashSale: { C: 'Deposited', V: 'Voided' },
  CustPymt: { C: 'Deposited', V: 'Voided' },
  CustDep: { B: 'Not Deposited', V: 'Voided' },
  ItemShip: { C: 'Shipped' },
  SalesOrd: {
    A: 'Pending Approval',
    B: 'Pending Fulfillment',
    C: 'Cancelled',
    D: 'Partially Fulfilled',
    E: 'Pending Billing/Partially Fulfilled',
    F: 'Pending Billing',
    G: 'Billed',
    H: 'Closed',
  },
};

/** The label NetSuite shows for a letter of this document's type. */
export function statusLabel(doc: Pick<Doc, 'type'>, letter: string): string {
  return labels[typeFacts[doc.type].code]?.[letter] ?? 'Undefined';
}

/**
 * The letter of a return authorization, derived from its lines: closed lines count as settled, lines
 * that never pass a warehouse are refundable as soon as it is approved.
 */
export function returnStatus(
  doc: Pick<Doc, 'orderStatus' | 'cancelled'> & { lines: readonly Line[] },
  rules: StatusRules,
): string {
  if (doc.cancelled) return 'C';
  const counted = doc.lines.filter((line) => isCountable(line.kind) && line.quantity > 0);
  if (counted.length > 0 && counted.every((line) => line.isClosed)) return 'H';
  if (doc.orderStatus === 'A') return 'A';
  const open = counted.filter((line) => !line.isClosed);
  const refunded = open.length > 0 && open.every((line) => line.quantityBilled >= line.quantity);
  if (!rules.advancedReceiving) return refunded ? 'G' : 'F';
  const goods = open.filter((line) => isReceivable(line.kind));
  const received = goods.every((line) => line.quantityReceived >= line.quantity);
  if (received) return refunded ? 'G' : 'F';
  if (!goods.some((line) => line.quantityReceived > 0)) return 'B';
  return goods.some((line) => line.quantityReceived > line.quantityBilled) ? 'E' : 'D';
}

/** The letter of a sales order, from what was fulfilled and billed. */
export function salesOrderStatus(
  doc: Pick<Doc, 'orderStatus'> & { lines: readonly Line[] },
): string {
  const goods = doc.lines.filter((line) => isReceivable(line.kind) && !line.isClosed);
  if (doc.lines.length > 0 && doc.lines.every((line) => line.isClosed)) return 'H';
  if (doc.orderStatus === 'A') return 'A';
  const fulfilled = goods.every((line) => line.quantityFulfilled >= line.quantity);
  const billed = goods.every((line) => line.quantityBilled >= line.quantity);
  if (fulfilled) return billed ? 'G' : 'F';
  if (!goods.some((line) => line.quantityFulfilled > 0)) return 'B';
  return goods.some((line) => line.quantityFulfilled > line.quantityBilled) ? 'E' : 'D';
}

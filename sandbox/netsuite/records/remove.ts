import { type Account, childrenOf } from '../account.ts';
import { userError } from '../errors.ts';
import type { Doc } from '../model.ts';
import { removeDoc } from '../save.ts';
import { moveStockOf } from '../stock.ts';

/** Deletes a document that nothing depends on; what was received, credited or refunded stays. */
export function deleteDoc(account: Account, doc: Doc): void {
  const dependants = childrenOf(account, doc.id).filter((child) => !child.voided);
  if (dependants.length > 0) {
    throw userError('This record cannot be deleted because it has dependent records.');
  }
  if (doc.type === 'itemReceipt' && creditedBeyond(account, doc)) {
    throw userError('This record cannot be deleted because it has dependent records.');
  }
  if (!doc.voided) moveStockOf(account, doc, -1);
  removeDoc(account, doc);
}

/** A receipt whose units were credited already carries that credit. */
function creditedBeyond(account: Account, receipt: Doc): boolean {
  const rma = receipt.createdFrom === null ? undefined : account.docs.get(receipt.createdFrom);
  if (rma === undefined || account.settings.get('refundInAdvance')) return false;
  return receipt.lines.some((line) => {
    const source = rma.lines.find((one) => one.line === line.orderLine);
    return source !== undefined && source.quantityReceived - line.quantity < source.quantityBilled;
  });
}

import { type Account, childrenOf } from '../account.ts';
import type { Doc, Line } from '../model.ts';

/** Units of a sale's line that live returns already hold, and those credited without a return. */
export function priorReturnedUnits(account: Account, source: Doc, line: Line): number {
  let units = 0;
  for (const child of childrenOf(account, source.id)) {
    if (child.voided || child.cancelled) continue;
    for (const other of child.lines) {
      if (other.orderDoc !== source.id || other.orderLine !== line.line) continue;
      if (child.type === 'returnAuthorization') {
        units += other.isClosed ? other.quantityBilled : other.quantity;
      } else if (child.type === 'creditMemo' || child.type === 'cashRefund') {
        units += other.quantity;
      }
    }
  }
  return units;
}

/** Units of a sale's line that were credited, through a return or directly. */
export function priorCreditedUnits(account: Account, source: Doc, line: Line): number {
  let units = 0;
  for (const child of childrenOf(account, source.id)) {
    if (child.voided) continue;
    for (const other of child.lines) {
      if (other.orderDoc !== source.id || other.orderLine !== line.line) continue;
      if (child.type === 'returnAuthorization') units += other.quantityBilled;
      else if (child.type === 'creditMemo' || child.type === 'cashRefund') units += other.quantity;
    }
  }
  return units;
}

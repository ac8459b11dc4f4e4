import type { UnitKey } from './ledger-side.ts';

const tail = (gid: string) => gid.slice(gid.lastIndexOf('/') + 1);

/** The ledger's id of a Shopify return; deterministic, so that every path names the same row. */
export function returnKey(shopifyReturnId: string): string {
  return `ret_${tail(shopifyReturnId)}`;
}

/** The ledger's id of a Shopify return line. */
export function returnLineKey(shopifyReturnLineId: string): string {
  return `rl_${tail(shopifyReturnLineId)}`;
}

/** One unit as text, for sets and maps. */
export function unitText(unit: UnitKey): string {
  return `${unit.returnLineId}#${unit.ordinal}`;
}

/** Our external id of an RMA: letters that NetSuite allows, the revision rising only after an end. */
export function rmaExternalId(shopifyReturnId: string, sourceId: string, revision: number): string {
  return `shprma_${tail(shopifyReturnId)}_${sourceId}_${revision}`;
}

/** Our external id of the customer refund against a credit memo. */
export function customerRefundExternalId(creditId: string, attempt: number): string {
  return `shpcr_${creditId}_${attempt}`;
}

/**
 * External ids are unique over all transactions of an account, compared without regard to case, and
 * made of `[A-Za-z0-9_-]` only (Oracle help, "External IDs"). So ours are lower case and prefixed by
 * the kind of document.
 */
const pattern = /^[a-z0-9_-]{1,100}$/;

/** Last segment of a Shopify gid: `gid://shopify/Return/945000954` → `945000954`. */
export function gidTail(gid: string): string {
  const withoutQuery = gid.split('?', 1)[0] ?? '';
  return withoutQuery.slice(withoutQuery.lastIndexOf('/') + 1);
}

/**
 * External id of an RMA. `returnId` is a Shopify return gid or our own id of a return; the revision
 * starts at 1 and rises only when the earlier RMA was closed, cancelled or deleted.
 */
export function rmaExternalId(returnId: string, sourceId: string, revision: number): string {
  return compose('shprma', gidTail(returnId), sourceId, String(revision));
}

/** External id of the customer refund that pays a credit memo out: one per effect. */
export function customerRefundExternalId(effectId: string): string {
  return compose('shpcr', effectId);
}

function compose(prefix: string, ...parts: readonly string[]): string {
  const id = [prefix, ...parts.map((part) => part.toLowerCase())].join('_');
  if (parts.includes('') || !pattern.test(id)) {
    throw new TypeError(`"${id}" cannot be an external id`);
  }
  return id;
}

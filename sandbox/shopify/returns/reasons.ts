/** The first entries of Shopify's library of return reasons, with the older enum value each stands for. */
export const returnReasonDefinitions = [
  { number: 1, name: 'Unknown', handle: 'unknown', reason: 'UNKNOWN' },
  { number: 2, name: 'Changed my mind', handle: 'changed-my-mind', reason: 'UNWANTED' },
  {
    number: 3,
    name: 'Item not as described',
    handle: 'item-not-as-described',
    reason: 'NOT_AS_DESCRIBED',
  },
  {
    number: 4,
    name: 'Received the wrong item',
    handle: 'received-the-wrong-item',
    reason: 'WRONG_ITEM',
  },
  { number: 5, name: 'Other', handle: 'other-reason', reason: 'OTHER' },
  { number: 6, name: 'Damaged or defective', handle: 'damaged-or-defective', reason: 'DEFECTIVE' },
  { number: 7, name: 'Too small', handle: 'too-small', reason: 'SIZE_TOO_SMALL' },
  { number: 8, name: 'Too big', handle: 'too-big', reason: 'SIZE_TOO_LARGE' },
  { number: 9, name: 'Style', handle: 'style', reason: 'STYLE' },
  { number: 10, name: 'Color', handle: 'color', reason: 'COLOR' },
].map((one) => ({
  __typename: 'ReturnReasonDefinition' as const,
  id: `gid://shopify/ReturnReasonDefinition/${one.number}`,
  name: one.name,
  handle: one.handle,
  deleted: false,
  reason: one.reason,
}));

/** By id, or by the older enum value. */
export function findReasonDefinition(id: string | null, reason: string) {
  return (
    returnReasonDefinitions.find((one) => (id === null ? one.reason === reason : one.id === id)) ??
    null
  );
}

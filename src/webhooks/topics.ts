import {
  firstOf,
  type IdPath,
  inventoryLevel,
  noSubject,
  type SubjectFinder,
} from './find-subject.ts';

const gid = 'admin_graphql_api_id';
const nestedOrder: readonly IdPath[] = [
  { kind: 'order', path: ['order', gid] },
  { kind: 'order', path: ['order', 'id'] },
];
const plainOrder: IdPath = { kind: 'order', path: ['order_id'] };
const ownReturn: readonly IdPath[] = [
  { kind: 'return', path: [gid] },
  { kind: 'return', path: ['id'] },
];

// Some return topics nest the order, some name it flat, updates name neither: the order is the
// shorter way, the return itself always works.
const returnBody = firstOf(...nestedOrder, plainOrder, ...ownReturn);
const orderBody = firstOf({ kind: 'order', path: [gid] }, { kind: 'order', path: ['id'] });
const bodyWithOrder = firstOf(plainOrder);

/**
 * Topic → how its body names what to look at. Shapes as published for API version 2026-10; a topic
 * that is not here is recorded and becomes an exception.
 */
export const topics: ReadonlyMap<string, SubjectFinder> = new Map<string, SubjectFinder>([
  ['returns/request', returnBody],
  ['returns/approve', returnBody],
  ['returns/decline', returnBody],
  ['returns/process', returnBody],
  ['returns/cancel', returnBody],
  ['returns/close', returnBody],
  ['returns/reopen', returnBody],
  // A delta with nothing but the return's gid: no id, no status, no order.
  ['returns/update', returnBody],
  [
    'reverse_deliveries/attach_deliverable',
    firstOf({ kind: 'return', path: ['return', gid] }, { kind: 'return', path: ['return', 'id'] }),
  ],
  // Names only the reverse fulfillment order.
  [
    'reverse_fulfillment_orders/dispose',
    firstOf({ kind: 'rfo', path: [gid] }, { kind: 'rfo', path: ['id'] }),
  ],
  ['refunds/create', bodyWithOrder],
  ['order_transactions/create', bodyWithOrder],
  ['disputes/create', bodyWithOrder],
  ['disputes/update', bodyWithOrder],
  ['orders/updated', orderBody],
  ['orders/cancelled', orderBody],
  ['inventory_levels/update', inventoryLevel],
  ['app/uninstalled', noSubject],
  ['app/scopes_update', noSubject],
  ['customers/data_request', noSubject],
  ['customers/redact', noSubject],
  ['shop/redact', noSubject],
]);

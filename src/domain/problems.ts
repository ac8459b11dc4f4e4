/** Whom a person's decision belongs to. */
export type OwnerRole = 'ops' | 'finance' | 'warehouse' | 'support' | 'admin';

interface ProblemDefinition {
  readonly title: string;
  readonly retry: 'free' | 'probe' | 'after' | 'never';
  readonly owner: OwnerRole;
  readonly remedy: string;
}

/**
 * The closed set of problem and exception codes, each with its owner and its remedy; docs/errors has
 * a page for each. `retry` is explained at `RetryClass`.
 */
export const problems = {
  'config-invalid': {
    title: 'The configuration is not valid',
    retry: 'never',
    owner: 'admin',
    remedy: 'Correct the setting that the message names and start again.',
  },
  'data-dir-in-use': {
    title: 'Another process owns the data folder',
    retry: 'never',
    owner: 'admin',
    remedy: 'Stop the other process (its id is in the message) or give this one its own DATA_DIR.',
  },
  'schema-newer': {
    title: 'The ledger was written by a newer version',
    retry: 'never',
    owner: 'admin',
    remedy: 'Start a version at least as new as the one the message names.',
  },
  'queue-evicts': {
    title: 'Redis may evict jobs',
    retry: 'never',
    owner: 'admin',
    remedy: 'Set maxmemory-policy to noeviction on this Redis and start again.',
  },
  'ledger-unavailable': {
    title: 'The ledger cannot be reached',
    retry: 'free',
    owner: 'ops',
    remedy: 'Bring PostgreSQL back; nothing is lost, senders will repeat.',
  },
  'webhook-signature-invalid': {
    title: 'A webhook was not signed with a known secret',
    retry: 'never',
    owner: 'admin',
    remedy:
      "Compare SHOPIFY_WEBHOOK_SECRETS with the app's client secret; a forged message needs nothing.",
  },
  'webhook-too-large': {
    title: 'A webhook body is over the limit',
    retry: 'never',
    owner: 'ops',
    remedy: 'Look at the order in Shopify; the nightly reconciliation picks its returns up.',
  },
  'webhook-unreadable': {
    title: 'A webhook body cannot be read',
    retry: 'never',
    owner: 'ops',
    remedy: 'Look at the stored body; reconcile the order by hand or wait for the nightly run.',
  },
  'webhook-topic-unknown': {
    title: 'A webhook of an unknown topic came in',
    retry: 'never',
    owner: 'admin',
    remedy: 'Remove the subscription, or update Backhaul.',
  },
  'shopify-unreachable': {
    title: 'Shopify could not be reached',
    retry: 'free',
    owner: 'ops',
    remedy: 'Nothing was sent. Backhaul tries again by itself.',
  },
  'shopify-outcome-unknown': {
    title: 'Shopify did not say whether it did it',
    retry: 'probe',
    owner: 'ops',
    remedy: 'Backhaul looks the effect up before anything else is sent.',
  },
  'shopify-throttled': {
    title: "Shopify's rate limit is used up",
    retry: 'after',
    owner: 'ops',
    remedy: 'Backhaul waits for the budget to refill.',
  },
  'shopify-access-denied': {
    title: 'Shopify refused access',
    retry: 'never',
    owner: 'admin',
    remedy: "Check the app's token and scopes with `backhaul doctor`.",
  },
  'shopify-rejected': {
    title: 'Shopify refused the change',
    retry: 'never',
    owner: 'ops',
    remedy: 'Read the message from Shopify; correct the return there or here, then replay.',
  },
  'shopify-answer-unreadable': {
    title: 'Shopify answered in a shape we do not know',
    retry: 'probe',
    owner: 'admin',
    remedy: 'Update Backhaul; the raw answer is kept with the effect.',
  },
  'shopify-idempotency-mismatch': {
    title: 'The same key was sent with another content',
    retry: 'never',
    owner: 'admin',
    remedy: "This is a defect of Backhaul: report it with the effect's id. Nothing was sent twice.",
  },
  'netsuite-unreachable': {
    title: 'NetSuite could not be reached',
    retry: 'free',
    owner: 'ops',
    remedy: 'Nothing was sent. Backhaul tries again by itself.',
  },
  'netsuite-outcome-unknown': {
    title: 'NetSuite did not say whether it did it',
    retry: 'probe',
    owner: 'ops',
    remedy: 'Backhaul looks the external id up until the answer is certain.',
  },
  'netsuite-concurrency': {
    title: "NetSuite's concurrency limit is used up",
    retry: 'after',
    owner: 'ops',
    remedy: 'Backhaul lowers its own share and tries again.',
  },
  'netsuite-login-refused': {
    title: 'NetSuite refused the sign-in',
    retry: 'never',
    owner: 'admin',
    remedy: 'Check certificate, client id and role with `backhaul doctor`.',
  },
  'netsuite-permission': {
    title: 'The NetSuite role lacks a permission',
    retry: 'never',
    owner: 'admin',
    remedy: 'Add the permission that the message names to the integration role.',
  },
  'netsuite-rejected': {
    title: 'NetSuite refused the change',
    retry: 'never',
    owner: 'ops',
    remedy: "Read NetSuite's message; correct the record there, then replay.",
  },
  'netsuite-duplicate': {
    title: 'The external id already exists in NetSuite',
    retry: 'probe',
    owner: 'ops',
    remedy: 'Backhaul looks the document up and adopts it if it is the same.',
  },
  'netsuite-period-closed': {
    title: 'The posting period is closed',
    retry: 'never',
    owner: 'finance',
    remedy: 'Open the period or agree on another date, then replay.',
  },
  'netsuite-record-changed': {
    title: 'The record changed while it was written',
    retry: 'after',
    owner: 'ops',
    remedy: 'Backhaul reads it again and repeats the change.',
  },
  'netsuite-record-locked': {
    title: 'A workflow holds the record',
    retry: 'never',
    owner: 'finance',
    remedy: 'Finish the approval in NetSuite, then replay.',
  },
  'netsuite-answer-unreadable': {
    title: 'NetSuite answered in a shape we do not know',
    retry: 'probe',
    owner: 'admin',
    remedy: 'Update Backhaul; the raw answer is kept with the effect.',
  },
  'notice-refused': {
    title: 'The message to the customer was refused',
    retry: 'never',
    owner: 'support',
    remedy: 'Correct the address, then tell the customer by hand or replay.',
  },
  'notice-outcome-unknown': {
    title: 'It is not known whether the customer was told',
    retry: 'never',
    owner: 'support',
    remedy: 'Ask the mail log; Backhaul does not send it a second time.',
  },
  'sale-not-found': {
    title: 'The order is not in NetSuite',
    retry: 'after',
    owner: 'ops',
    remedy: 'Import the order into NetSuite; Backhaul looks again until the deadline.',
  },
  'line-unmatched': {
    title: 'A returned line has no counterpart in NetSuite',
    retry: 'never',
    owner: 'ops',
    remedy: 'Put the Shopify line id on the NetSuite line, then replay.',
  },
  'line-ambiguous': {
    title: 'A returned line fits two lines in NetSuite',
    retry: 'never',
    owner: 'ops',
    remedy: 'Put the Shopify line id on the right NetSuite line, then replay.',
  },
  'over-return': {
    title: 'More units are returned than are left',
    retry: 'never',
    owner: 'ops',
    remedy: 'Compare earlier RMAs and credits of the order; cancel what is too much.',
  },
  'foreign-rma': {
    title: 'NetSuite has an RMA that is not ours',
    retry: 'never',
    owner: 'ops',
    remedy: 'Adopt it, or close it in NetSuite.',
  },
  'amount-unexplained': {
    title: "The ERP's amount differs without a known reason",
    retry: 'never',
    owner: 'finance',
    remedy: 'Look at the derivation, correct the RMA in NetSuite or accept the new amount.',
  },
  'quote-changed': {
    title: "The ERP's amount changed after the customer was told",
    retry: 'never',
    owner: 'finance',
    remedy: 'Accept the new quote with a reason, or correct the document in NetSuite.',
  },
  'credit-differs': {
    title: "A credit is not its units' share of the quote",
    retry: 'never',
    owner: 'finance',
    remedy: 'Correct the credit in NetSuite, or accept the new quote with a reason.',
  },
  'credit-voided': {
    title: 'A credit is void, its refund is not',
    retry: 'never',
    owner: 'finance',
    remedy: 'Post the credit anew in NetSuite, or get the money back and record it.',
  },
  'credit-not-ours': {
    title: 'Another connector posts credits',
    retry: 'never',
    owner: 'finance',
    remedy: 'Switch the other connector off for returns, then acknowledge.',
  },
  'refund-over-cap': {
    title: 'The refund is above what the payment has left',
    retry: 'never',
    owner: 'finance',
    remedy: 'Refund another way and record it; Backhaul never cuts the amount.',
  },
  'refund-failed': {
    title: 'The payment provider refused the refund',
    retry: 'never',
    owner: 'finance',
    remedy: 'Release the next attempt for this tender, or pay another way and record it.',
  },
  'refund-foreign': {
    title: 'Somebody else refunded this return',
    retry: 'never',
    owner: 'finance',
    remedy: 'Say whether it counts for this return.',
  },
  'paid-by-erp': {
    title: 'NetSuite paid or applied the credit itself',
    retry: 'never',
    owner: 'finance',
    remedy: 'Confirm who paid; Backhaul holds its part.',
  },
  'dispute-open': {
    title: 'The payment is disputed',
    retry: 'never',
    owner: 'finance',
    remedy: 'Settle the dispute first; then release.',
  },
  'approval-needed': {
    title: 'The refund needs an approval',
    retry: 'never',
    owner: 'finance',
    remedy: 'Approve or refuse the amount that the quote names.',
  },
  'restocked-uncleared': {
    title: 'Units were put on sale before inspection',
    retry: 'never',
    owner: 'warehouse',
    remedy: 'Backhaul took them back; find out who restocked.',
  },
  'sold-uninspected': {
    title: 'Uninspected units were sold',
    retry: 'never',
    owner: 'warehouse',
    remedy: 'Stop the shipment, or count them as released.',
  },
  'stock-count-needed': {
    title: 'What lies on the shelf is not certain',
    retry: 'never',
    owner: 'warehouse',
    remedy: 'Count the item at this location and correct it.',
  },
  'stock-refused': {
    title: 'Shopify refused a stock change',
    retry: 'never',
    owner: 'warehouse',
    remedy: 'Read the message; correct the level by hand, then acknowledge.',
  },
  'location-unmapped': {
    title: 'A NetSuite location has no Shopify location',
    retry: 'never',
    owner: 'admin',
    remedy: 'Add it to `mappings.locations`.',
  },
  'disposition-unmapped': {
    title: 'An inspection result has no disposition',
    retry: 'never',
    owner: 'admin',
    remedy: 'Add the status to `inspection.dispositions`.',
  },
  'payment-unmapped': {
    title: 'A gateway has no payment option in NetSuite',
    retry: 'never',
    owner: 'admin',
    remedy: 'Add it to `mappings.payments`.',
  },
  'charge-item-unmapped': {
    title: 'A charge has no item in NetSuite',
    retry: 'never',
    owner: 'admin',
    remedy: 'Add the item to `mappings.chargeItems`.',
  },
  'ended-early': {
    title: 'The return was closed on one side with something still due',
    retry: 'never',
    owner: 'ops',
    remedy: 'Reopen it there, or settle by hand and acknowledge.',
  },
  'shape-unsupported': {
    title: 'This kind of return is left to people',
    retry: 'never',
    owner: 'ops',
    remedy: 'Finish it by hand in both systems, then acknowledge.',
  },
  'look-failed': {
    title: 'Backhaul could not work on an order',
    retry: 'after',
    owner: 'admin',
    remedy:
      'This is a defect of Backhaul: report it with the log line. The order is looked at again by itself.',
  },
  'lease-lost': {
    title: 'Another worker took over the order',
    retry: 'free',
    owner: 'ops',
    remedy: 'Nothing to do: the other worker goes on.',
  },
  'reconciliation-running': {
    title: 'A reconciliation is already running',
    retry: 'after',
    owner: 'ops',
    remedy: 'Wait for it to end.',
  },
} as const satisfies Record<string, ProblemDefinition>;

export type ProblemCode = keyof typeof problems;

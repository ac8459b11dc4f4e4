/**
 * How the intake ends for one request. Shopify repeats whatever is not 2xx eight times within four
 * hours and may then drop the subscription, so only what a repetition could heal is refused.
 */
export type WebhookOutcome =
  | { readonly kind: 'accepted' } // -> 200: durably recorded
  | { readonly kind: 'duplicate' } // -> 200: recorded before, nothing added
  | { readonly kind: 'unknown-topic' } // -> 200: recorded; becomes an exception
  | { readonly kind: 'unreadable' } // -> 200: kept; becomes an exception, a repetition has the same body
  | { readonly kind: 'signature-invalid'; readonly reason: SignatureFault } // -> 401: nothing kept
  | { readonly kind: 'too-large' } // -> 413: not read; the nightly reconciliation finds what it said
  | { readonly kind: 'encoding-refused' } // -> 415: never inflated
  | { readonly kind: 'broken-off' } // -> 400: the sender stopped in the middle
  | { readonly kind: 'ledger-down' }; // -> 503: not recorded, or not known to be; the sender repeats

export type SignatureFault = 'shop-unknown' | 'signature-missing' | 'signature-wrong';

export type WebhookOutcomeKind = WebhookOutcome['kind'];

const statuses = {
  accepted: 200,
  duplicate: 200,
  'unknown-topic': 200,
  unreadable: 200,
  'signature-invalid': 401,
  'too-large': 413,
  'encoding-refused': 415,
  'broken-off': 400,
  'ledger-down': 503,
} as const satisfies Record<WebhookOutcomeKind, number>;

/** Every way the intake can end: the closed label set of its counter. */
export const webhookOutcomeKinds = Object.keys(statuses) as WebhookOutcomeKind[];

/** The HTTP status of an outcome. 200 is given only for what is durably in the ledger. */
export function statusOf(outcome: WebhookOutcome): number {
  return statuses[outcome.kind];
}

import type { ProblemCode } from '../domain/problems.ts';

/**
 * What a webhook is about. `inventory` is an item at a location, written
 * `gid://shopify/InventoryItem/1@gid://shopify/Location/2`; `unknown` has no subject id.
 */
export type WebhookSubject =
  | { readonly kind: 'order' | 'return' | 'rfo' | 'inventory'; readonly id: string }
  | { readonly kind: 'unknown'; readonly id: null };

/**
 * One delivery as the inbox keeps it. It says *look here* and nothing else: no amount, status or
 * quantity is ever taken from the body.
 */
export interface WebhookHint {
  readonly shopId: string;
  readonly source: 'webhook';
  readonly topic: string;
  readonly subjectKind: WebhookSubject['kind'];
  readonly subjectId: string | null;
  /** Unique per shop for ever: a repeated delivery has the same one. */
  readonly deliveryKey: string;
  /** SHA-256 of the raw bytes, hexadecimal. */
  readonly bodyHash: string;
  /** Only the `X-Shopify-…` headers, in lower case, without the signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body's text; bytes that no text column can hold are kept as a base64 data URL. */
  readonly body: string;
  readonly problemCode: Extract<ProblemCode, 'webhook-unreadable' | 'webhook-topic-unknown'> | null;
}

/** Whether the inbox had this delivery already. */
export type Recorded = 'new' | 'duplicate';

/** Stores the hint durably. Resolves only after the commit; rejects when it cannot be stored. */
export type RecordHint = (hint: WebhookHint) => Promise<Recorded>;

import type { IncomingHttpHeaders } from 'node:http';
import type { RecordHint, WebhookHint } from './hint.ts';
import type { SignatureFault, WebhookOutcome } from './outcome.ts';
import { readHint } from './read-hint.ts';
import { verifySignature } from './verify-signature.ts';

/** The shop that a domain stands for, with every secret its messages may be signed with. */
export interface ShopSecrets {
  readonly shopId: string;
  readonly secrets: readonly string[];
}

export type FindShop = (domain: string) => ShopSecrets | null;

/** What came of a delivery; `hint` is there once the signature held, `cause` when recording failed. */
export interface Received {
  readonly outcome: WebhookOutcome;
  readonly hint: WebhookHint | null;
  readonly cause: unknown;
}

/**
 * Takes one delivery in: signature first, then the subject, then the inbox. Resolves to `accepted` or
 * `duplicate` only when `record` has resolved, hence after the commit; never rejects.
 */
export async function receive(
  delivery: { readonly headers: IncomingHttpHeaders; readonly body: Buffer },
  ports: { readonly shops: FindShop; readonly record: RecordHint },
): Promise<Received> {
  const shop = ports.shops(shopDomainOf(delivery.headers));
  const signature = delivery.headers['x-shopify-hmac-sha256'];
  if (shop === null) return refused('shop-unknown');
  if (signature === undefined) return refused('signature-missing');
  if (!verifySignature(delivery.body, signature, shop.secrets)) return refused('signature-wrong');

  const { hint, read } = readHint(shop.shopId, delivery.headers, delivery.body);
  try {
    const recorded = await ports.record(hint);
    if (recorded === 'duplicate') return { outcome: { kind: 'duplicate' }, hint, cause: null };
    const kind = read === 'found' ? 'accepted' : read;
    return { outcome: { kind }, hint, cause: null };
  } catch (cause) {
    return { outcome: { kind: 'ledger-down' }, hint, cause };
  }
}

const refused = (reason: SignatureFault): Received => ({
  outcome: { kind: 'signature-invalid', reason },
  hint: null,
  cause: null,
});

/** The domain a delivery claims to come from, in lower case; empty when it names none. */
export function shopDomainOf(headers: IncomingHttpHeaders): string {
  const domain = headers['x-shopify-shop-domain'];
  return typeof domain === 'string' ? domain.toLowerCase() : '';
}

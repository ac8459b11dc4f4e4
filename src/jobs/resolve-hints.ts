import { resolveReturn } from '../connectors/shopify/resolve-return.ts';
import { resolveReverseFulfillmentOrder } from '../connectors/shopify/resolve-reverse-fulfillment-order.ts';
import { Problem } from '../domain/problem.ts';
import type { ProblemCode } from '../domain/problems.ts';
import { raiseException } from '../ledger/exceptions.ts';
import { markFailed, markResolved, nextUnresolved } from '../ledger/inbox.ts';
import type { Ledger } from '../ledger/open.ts';
import { orderOfReturn } from '../ledger/order-of-return.ts';
import { type StaleSide, touchOrder } from '../ledger/orders.ts';
import type { Row } from '../ledger/tables.ts';
import type { Log } from '../telemetry/log.ts';
import { isEcho } from './is-echo.ts';
import type { ShopRuntime } from './work.ts';

export interface ResolvePorts {
  readonly ledger: Ledger;
  readonly shops: ReadonlyMap<string, ShopRuntime>;
  readonly log: Log;
  /** Joins the transaction that resolves the hint. */
  readonly ring: (orderId: string, options: { readonly money: boolean }) => Promise<void>;
}

type Resolved =
  | { readonly kind: 'order'; readonly shopifyOrderId: string }
  /** Nothing to look at: an echo of our own write, a topic without a subject, an order without a return, a shop that was removed. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly code: ProblemCode };

const batchSize = 200;

/**
 * Turns all waiting hints into orders to look at, oldest first: a hint has a subject, and the order it
 * belongs to is asked of the ledger first and of Shopify only where the ledger does not know. Each
 * hint is taken off the inbox in the transaction that raises its order's sequence and rings. One that
 * cannot be resolved now stays for the sweep, and keeps none behind it waiting.
 */
export async function resolveHints(ports: ResolvePorts): Promise<void> {
  let afterId = 0n;
  for (;;) {
    const hints = await nextUnresolved(ports.ledger, batchSize, afterId);
    for (const hint of hints) {
      try {
        await settle(ports, hint, await resolve(ports, hint));
      } catch (error) {
        const about = { err: error, hint: String(hint.id), topic: hint.topic };
        if (error instanceof Problem) ports.log.warn(about, 'a hint waits');
        else ports.log.error(about, 'a hint could not be resolved; it waits, and holds nobody up');
      }
    }
    const last = hints.at(-1);
    if (last === undefined || hints.length < batchSize) return;
    afterId = last.id;
  }
}

async function resolve(ports: ResolvePorts, hint: Row<'inbox'>): Promise<Resolved> {
  if (hint.problem_code !== null) return { kind: 'failed', code: hint.problem_code };
  const shop = ports.shops.get(hint.shop_id);
  const subject = hint.subject_id;
  if (shop === undefined || subject === null) return { kind: 'nothing' };
  if (await isEcho(ports.ledger, hint)) return { kind: 'nothing' };
  switch (hint.subject_kind) {
    case 'order':
      return { kind: 'order', shopifyOrderId: subject };
    case 'return': {
      const known = await orderOfReturn(ports.ledger, hint.shop_id, subject);
      const found = known ?? (await resolveReturn(shop.shopify.client, subject));
      return found === null ? { kind: 'nothing' } : { kind: 'order', shopifyOrderId: found };
    }
    case 'rfo': {
      const found = await resolveReverseFulfillmentOrder(shop.shopify.client, subject);
      return found === null ? { kind: 'nothing' } : { kind: 'order', shopifyOrderId: found };
    }
    case 'netsuite':
    case 'inventory':
    case 'unknown':
      return { kind: 'nothing' };
    default:
      return hint.subject_kind satisfies never;
  }
}

async function settle(ports: ResolvePorts, hint: Row<'inbox'>, resolved: Resolved): Promise<void> {
  const { ledger } = ports;
  await ledger.transact(async () => {
    if (resolved.kind === 'failed') {
      if (!(await markFailed(ledger, hint.id, resolved.code))) return;
      await raiseException(ledger, {
        shopId: hint.shop_id,
        code: resolved.code,
        subject: String(hint.id),
        detail: `message ${hint.id} of topic ${hint.topic}`,
      });
      return;
    }
    if (!(await markResolved(ledger, hint.id)) || resolved.kind === 'nothing') return;
    const order = await touchOrder(ledger, {
      shopId: hint.shop_id,
      key: { shopifyOrderId: resolved.shopifyOrderId },
      stale: staleSide(hint),
    });
    await ports.ring(order.id, { money: isAboutMoney(hint) });
  });
}

const moneyTopics = new Set(['refunds/create', 'order_transactions/create']);
const creditTypes = /"type":"(CustCred|CashRfnd|CustRfnd)"/;

/** Credits and refunds go before other work: a customer waits for money behind each of them. */
function isAboutMoney(hint: Row<'inbox'>): boolean {
  return hint.source === 'poll' ? creditTypes.test(hint.body) : moneyTopics.has(hint.topic);
}

function staleSide(hint: Row<'inbox'>): StaleSide {
  switch (hint.source) {
    case 'webhook':
      return 'shopify';
    case 'poll':
      return 'netsuite';
    case 'button':
    case 'night':
    case 'self':
      return 'both';
    default:
      return hint.source satisfies never;
  }
}

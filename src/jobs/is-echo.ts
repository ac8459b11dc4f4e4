import { z } from 'zod';
import { returnKey } from '../domain/unit-key.ts';
import {
  hasSeenChange,
  isBookedTransaction,
  isOwnRefund,
  wasOwnDisposal,
  wasOwnReturnChange,
} from '../ledger/find-echo.ts';
import { decodeJson } from '../ledger/json.ts';
import type { Ledger } from '../ledger/open.ts';
import type { Row } from '../ledger/tables.ts';

/** Topics that Shopify sends for our own changes of a return, and the effect that causes each. */
const ownChanges: ReadonlyMap<string, string> = new Map([
  ['returns/approve', 'approve-return'],
  ['returns/process', 'process-return'],
  ['returns/close', 'close-return'],
]);

const refundSchema = z.object({ note: z.string().nullish() });
const transactionSchema = z.object({ admin_graphql_api_id: z.string(), status: z.string() });
const headersSchema = z.object({ 'x-shopify-triggered-at': z.iso.datetime({ offset: true }) });

/**
 * Whether a hint tells nothing new. A webhook that only tells of our own write, whose reply was an
 * observation already: refunds by the effect id in their note, transactions by id and status, changes
 * of a return by the time at which our effect was under way. A changed document that was read in that
 * state. In doubt it is no echo, and the order is read once more.
 */
export async function isEcho(ledger: Ledger, hint: Row<'inbox'>): Promise<boolean> {
  if (hint.source === 'poll') return await isCovered(ledger, hint);
  if (hint.source !== 'webhook') return false;
  switch (hint.topic) {
    case 'reverse_fulfillment_orders/dispose':
      return await isOwnDisposal(ledger, hint);
    case 'refunds/create': {
      const note = refundSchema.safeParse(bodyOf(hint)).data?.note ?? null;
      return note !== null && (await isOwnRefund(ledger, note));
    }
    case 'order_transactions/create': {
      const shown = transactionSchema.safeParse(bodyOf(hint)).data;
      if (shown === undefined) return false;
      return await isBookedTransaction(
        ledger,
        shown.admin_graphql_api_id,
        shown.status.toUpperCase(),
      );
    }
    default:
      return await isOwnReturnChange(ledger, hint);
  }
}

/** A changed document that the order's last reading showed in this very state. */
async function isCovered(ledger: Ledger, hint: Row<'inbox'>): Promise<boolean> {
  const change = z.object({ key: z.string() }).safeParse(bodyOf(hint)).data;
  if (change === undefined || hint.subject_id === null) return false;
  return await hasSeenChange(ledger, hint.shop_id, hint.subject_id, change.key);
}

async function isOwnReturnChange(ledger: Ledger, hint: Row<'inbox'>): Promise<boolean> {
  const kind = ownChanges.get(hint.topic);
  const sent = headersSchema.safeParse(decodeJson(hint.headers)).data?.['x-shopify-triggered-at'];
  const returnId = z.object({ admin_graphql_api_id: z.string() }).safeParse(bodyOf(hint)).data;
  if (kind === undefined || sent === undefined || returnId === undefined) return false;
  return await wasOwnReturnChange(ledger, {
    shopId: hint.shop_id,
    returnId: returnKey(returnId.admin_graphql_api_id),
    kind,
    triggeredAt: new Date(sent),
  });
}

const disposalSchema = z.object({
  dispositions: z
    .array(
      z.object({
        reverse_fulfillment_order_line_item: z.object({ admin_graphql_api_id: z.string() }),
      }),
    )
    .min(1),
});

/** Our own processing names the lines it disposes of; a disposal of any other line is somebody else's. */
async function isOwnDisposal(ledger: Ledger, hint: Row<'inbox'>): Promise<boolean> {
  const body = disposalSchema.safeParse(bodyOf(hint)).data;
  const sent = headersSchema.safeParse(decodeJson(hint.headers)).data?.['x-shopify-triggered-at'];
  if (body === undefined || sent === undefined) return false;
  const lines = body.dispositions.map(
    (each) => each.reverse_fulfillment_order_line_item.admin_graphql_api_id,
  );
  return await wasOwnDisposal(ledger, hint.shop_id, lines, new Date(sent));
}

function bodyOf(hint: Row<'inbox'>): unknown {
  try {
    return JSON.parse(hint.body);
  } catch {
    return null;
  }
}

import { Problem } from '../../domain/problem.ts';
import type { NetsuiteClient } from './client.ts';
import { exactNumber, writeJson } from './json.ts';
import { decimalFromMinor, minorFromDecimal } from './money.ts';
import { linesOf, type NetsuiteRecord, readRecord, referenceId } from './read-record.ts';
import { internalId, type NetsuiteWrite } from './write.ts';

export interface PostCustomerRefund {
  readonly externalId: string;
  readonly creditId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Payment option that no gateway stands behind, and the account the money left. */
  readonly paymentOption: string;
  readonly accountId: string;
  readonly tranDate: string | null;
  readonly memo: string;
}

/**
 * Builds the customer refund that pays a credit memo out. `SAVE_ONLY` and a payment option without a
 * gateway keep NetSuite from moving money that Shopify has already moved.
 */
export function buildPostCustomerRefund(
  input: PostCustomerRefund & { readonly customerId: string },
): NetsuiteWrite {
  if (input.amountMinor <= 0n) throw new TypeError('A customer refund needs a positive amount');
  return {
    verb: 'post-customer-refund',
    method: 'POST',
    path: '/services/rest/record/v1/customerRefund',
    externalId: input.externalId,
    creates: 'CustRfnd',
    bodyText: writeJson({
      externalId: input.externalId,
      customer: { id: internalId(input.customerId) },
      ...(input.tranDate === null ? {} : { tranDate: input.tranDate }),
      memo: input.memo,
      account: { id: internalId(input.accountId) },
      paymentOption: { id: internalId(input.paymentOption) },
      handlingMode: { id: 'SAVE_ONLY' },
      apply: {
        items: [
          {
            doc: { id: internalId(input.creditId) },
            apply: true,
            amount: exactNumber(decimalFromMinor(input.amountMinor, input.currency)),
          },
        ],
      },
    }),
  };
}

/**
 * Reads the credit memo and builds its customer refund. One call. Throws `paid-by-erp` when less
 * than the amount is left on the memo: somebody has applied or refunded it meanwhile.
 */
export async function prepareCustomerRefund(
  client: NetsuiteClient,
  input: PostCustomerRefund,
): Promise<NetsuiteWrite> {
  const memo = await readRecord(client, 'creditMemo', input.creditId);
  if (memo === null) {
    throw new Problem('netsuite-rejected', `Credit memo ${input.creditId} does not exist`);
  }
  const customerId = referenceId(memo['entity']);
  if (customerId === null) {
    throw new Problem(
      'netsuite-answer-unreadable',
      `Credit memo ${input.creditId} has no customer`,
    );
  }
  const remaining = amountOf(memo, 'amountRemaining', input.currency);
  if (remaining !== null && remaining < input.amountMinor) {
    throw new Problem('paid-by-erp', `Credit memo ${input.creditId} has too little left`, {
      detail: { remainingMinor: String(remaining), amountMinor: String(input.amountMinor) },
    });
  }
  return buildPostCustomerRefund({ ...input, customerId });
}

/**
 * Reads the saved customer refund back and asserts that it paid this memo this amount and moved no
 * money itself. One call. A difference is `paid-by-erp`: finance has to look before anything else.
 */
export async function verifyCustomerRefund(
  client: NetsuiteClient,
  refundId: string,
  input: Pick<PostCustomerRefund, 'creditId' | 'amountMinor' | 'currency'>,
): Promise<void> {
  const refund = await readRecord(client, 'customerRefund', refundId);
  if (refund === null) {
    throw new Problem(
      'netsuite-answer-unreadable',
      `Customer refund ${refundId} cannot be read back`,
    );
  }
  const wrong: string[] = [];
  const mode = referenceId(refund['handlingMode']);
  const profile = referenceId(refund['paymentProcessingProfile']);
  if (mode !== null ? mode !== 'SAVE_ONLY' : profile !== null) wrong.push(`handling mode ${mode}`);
  const total = amountOf(refund, 'total', input.currency);
  if (total !== null && total !== input.amountMinor) wrong.push(`total ${total}`);
  const applied = linesOf(refund, 'apply')
    .filter((line) => line['apply'] !== false && referenceId(line['doc']) === input.creditId)
    .reduce((sum, line) => sum + (amountOf(line, 'amount', input.currency) ?? 0n), 0n);
  if (applied !== input.amountMinor) wrong.push(`applied ${applied}`);
  if (wrong.length > 0) {
    throw new Problem('paid-by-erp', `Customer refund ${refundId} differs: ${wrong.join(', ')}`, {
      detail: { refundId, creditId: input.creditId },
    });
  }
}

function amountOf(record: NetsuiteRecord, field: string, currency: string): bigint | null {
  const text = record[field];
  return typeof text === 'string' ? minorFromDecimal(text, currency) : null;
}

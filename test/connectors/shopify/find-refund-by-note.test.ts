import { afterEach, describe, expect, it } from 'vitest';
import { findRefundByNote } from '../../../src/connectors/shopify/find-refund-by-note.ts';
import { aRefund } from './answers.ts';
import { aClient, type ScriptedShopify, startScriptedShopify } from './scripted-shopify.ts';

let server: ScriptedShopify | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

describe('the probe of a refund', () => {
  it('finds the refund that carries our note and no other', async () => {
    server = await startScriptedShopify(() => ({
      body: {
        data: {
          order: { presentmentCurrencyCode: 'EUR', refunds: [aRefund(11), aRefund(1)] },
        },
      },
    }));
    const client = aClient({ origin: server.origin });
    const find = async (note: string) => (await findRefundByNote(client, 'o', note))?.id ?? null;
    expect(await find('effect 1')).toBe('gid://shopify/Refund/1');
    expect(await find('effect')).toBeNull();
  });
});

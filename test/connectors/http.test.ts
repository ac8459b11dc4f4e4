import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpRequest, sendHttp } from '../../src/connectors/http.ts';
import { type ScriptedShopify, startScriptedShopify } from './shopify/scripted-shopify.ts';

let server: ScriptedShopify | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const aRequest = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"a":1}',
  timeoutMs: 1_000,
  ...more,
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('one HTTP exchange', () => {
  it('sends the body with its bytes and gives back status, headers and body', async () => {
    server = await startScriptedShopify(() => ({
      status: 422,
      headers: { 'x-mark': 'yes' },
      body: { refused: true },
    }));
    const outcome = await sendHttp(aRequest(`${server.origin}/path?q=1`));
    expect(server.seen[0]).toMatchObject({ path: '/path?q=1', text: '{"a":1}' });
    if (outcome.kind !== 'reply') throw new Error(outcome.reason);
    expect(outcome).toMatchObject({ status: 422, body: '{"refused":true}' });
    expect(outcome.headers.get('x-mark')).toBe('yes');
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const outcome = await sendHttp(aRequest(`http://127.0.0.1:${await freePort()}/`));
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'ECONNREFUSED' });
  });

  it('knows that nothing was sent when the name does not exist', async () => {
    const outcome = await sendHttp(aRequest('http://no-such-host.invalid/'));
    expect(outcome.kind).toBe('not-sent');
  });

  it('does not know the outcome when the line is cut after the request', async () => {
    server = await startScriptedShopify(() => 'cut');
    expect((await sendHttp(aRequest(server.origin))).kind).toBe('unknown');
  });

  it('does not know the outcome when no answer comes in time', async () => {
    server = await startScriptedShopify(() => 'hang');
    const outcome = await sendHttp(aRequest(server.origin, { timeoutMs: 100 }));
    expect(outcome).toEqual({ kind: 'unknown', reason: 'no answer in 100 ms' });
  });

  it('does not read an answer over the size limit', async () => {
    server = await startScriptedShopify(() => ({ body: 'x'.repeat(5_000) }));
    const outcome = await sendHttp(aRequest(server.origin, { maxBytes: 1_000 }));
    expect(outcome.kind).toBe('unknown');
  });

  it('does not follow a redirect', async () => {
    server = await startScriptedShopify(() => ({
      status: 302,
      headers: { location: 'http://no-such-host.invalid/' },
      body: '',
    }));
    expect(await sendHttp(aRequest(server.origin))).toMatchObject({ kind: 'reply', status: 302 });
    expect(server.seen).toHaveLength(1);
  });
});

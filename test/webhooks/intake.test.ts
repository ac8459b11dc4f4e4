import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { approved } from './bodies.ts';
import { domain, type Intake, memoryInbox, secret, sign, startIntake } from './intake.ts';

const started: Intake[] = [];
async function intakeWith(...args: Parameters<typeof startIntake>): Promise<Intake> {
  const intake = await startIntake(...args);
  started.push(intake);
  return intake;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((intake) => intake.close()));
});

describe('the webhook intake', () => {
  it('answers 200 for a delivery that is recorded, with the whole body and no signature', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record);
    expect(await intake.post({ body: approved })).toEqual({ status: 200, text: 'accepted' });
    expect(inbox.hints).toHaveLength(1);
    expect(inbox.hints[0]).toMatchObject({
      shopId: 'acme',
      source: 'webhook',
      topic: 'returns/approve',
      subjectKind: 'order',
      subjectId: 'gid://shopify/Order/4783296544821',
      body: approved,
      problemCode: null,
    });
    expect(Object.keys(inbox.hints[0]?.headers ?? {}).sort()).toEqual([
      'x-shopify-api-version',
      'x-shopify-shop-domain',
      'x-shopify-topic',
      'x-shopify-webhook-id',
    ]);
  });

  it('answers a repeated delivery 200 and adds nothing', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record);
    await intake.post({ body: approved });
    expect(await intake.post({ body: approved })).toEqual({ status: 200, text: 'duplicate' });
    expect(inbox.hints).toHaveLength(1);
    expect(intake.counted).toEqual(['accepted', 'duplicate']);
  });

  it('keeps two subscriptions of one event apart by their name', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record);
    await intake.post({ body: approved, name: 'main' });
    await intake.post({ body: approved, name: 'audit' });
    expect(inbox.hints).toHaveLength(2);
  });

  it('without a webhook id tells deliveries apart by body and time', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record);
    const at = (time: string) => ({
      body: approved,
      id: null,
      headers: { 'x-shopify-triggered-at': time },
    });
    await intake.post(at('2026-11-20T10:00:00Z'));
    await intake.post(at('2026-11-20T10:00:00Z'));
    await intake.post(at('2026-11-20T11:00:00Z'));
    expect(intake.counted).toEqual(['accepted', 'duplicate', 'accepted']);
  });

  it('accepts both secrets during a rotation', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record, { secrets: ['old', 'new'] });
    for (const key of ['old', 'new']) {
      const delivery = { body: approved, id: key, signature: sign(approved, key) };
      expect((await intake.post(delivery)).status).toBe(200);
    }
  });

  it('refuses what is not signed by a known shop, and keeps nothing of it', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record);
    const right = sign(approved);
    const refused = [
      { body: approved, signature: null },
      { body: approved, signature: sign(approved, 'other') },
      { body: `${approved} `, signature: right },
      { body: approved, headers: { 'x-shopify-shop-domain': 'evil.myshopify.com' } },
      { body: approved, headers: { 'x-shopify-shop-domain': `${domain}, ${domain}` } },
      { body: approved, headers: { 'x-shopify-hmac-sha256': `${right}, ${right}` } },
      { body: '', signature: right },
    ];
    for (const delivery of refused) expect((await intake.post(delivery)).status).toBe(401);
    expect(inbox.hints).toEqual([]);
    expect(intake.logged.every(({ level }) => level === 'warn')).toBe(true);
  });

  it('refuses a signature header that is sent twice', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record);
    const status = await rawRequest(intake.origin, [
      ...signedLines(approved),
      `X-Shopify-Hmac-Sha256: ${sign(approved)}`,
      `Content-Length: ${Buffer.byteLength(approved)}`,
      '',
      approved,
    ]);
    expect(status).toBe(401);
    expect(inbox.hints).toEqual([]);
  });

  it('refuses a body above the limit, announced or not', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record, { maxBytes: 1_000 });
    const large = `{"id":1,"note":"${'x'.repeat(5_000)}"}`;
    expect((await intake.post({ body: large, topic: 'orders/updated' })).status).toBe(413);
    // The last chunk never comes: the answer must not wait for it.
    const chunk = `${large.length.toString(16)}\r\n${large}`;
    const chunked = [...signedLines(large), 'Transfer-Encoding: chunked', '', chunk];
    expect(await rawRequest(intake.origin, chunked)).toBe(413);
    expect(inbox.hints).toEqual([]);
    expect((await intake.post({ body: approved })).status).toBe(200);
  });

  it('answers an announced giant at once, without waiting for its body', async () => {
    const intake = await intakeWith(memoryInbox().record, { maxBytes: 1_000 });
    const status = await rawRequest(intake.origin, [
      ...signedLines(approved),
      'Content-Length: 50000000',
      '',
      'x',
    ]);
    expect(status).toBe(413);
  });

  it('never inflates a compressed body', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(10_000_000)));
    for (const encoding of ['gzip', 'deflate', 'br', 'identity, gzip']) {
      const delivery = { body: bomb, headers: { 'content-encoding': encoding } };
      expect((await intake.post(delivery)).status).toBe(415);
    }
    expect(inbox.hints).toEqual([]);
  });

  it('keeps an unknown topic and says so', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record);
    const delivery = { body: '{"id":1}', topic: 'products/update' };
    expect(await intake.post(delivery)).toEqual({ status: 200, text: 'unknown-topic' });
    expect(inbox.hints[0]).toMatchObject({
      topic: 'products/update',
      subjectKind: 'unknown',
      subjectId: null,
      problemCode: 'webhook-topic-unknown',
    });
  });

  it('keeps what it cannot read, as it came', async () => {
    const inbox = memoryInbox();
    const intake = await intakeWith(inbox.record);
    const broken = new Uint8Array([0x7b, 0xff, 0x00, 0x7d]);
    expect((await intake.post({ body: '{"id":', id: 'a' })).text).toBe('unreadable');
    expect((await intake.post({ body: broken, id: 'b' })).text).toBe('unreadable');
    expect((await intake.post({ body: '', id: 'c' })).text).toBe('unreadable');
    expect((await intake.post({ body: '{}\u0000', id: 'd' })).text).toBe('unreadable');
    expect(inbox.hints.map(({ problemCode }) => problemCode)).toEqual(
      Array.from({ length: 4 }, () => 'webhook-unreadable'),
    );
    expect(inbox.hints[0]?.body).toBe('{"id":');
    const kept = inbox.hints[1]?.body.split('base64,')[1] ?? '';
    expect(Buffer.from(kept, 'base64').equals(Buffer.from(broken))).toBe(true);
    expect(inbox.hints.some(({ body }) => body.includes('\0'))).toBe(false);
  });

  it('answers 503 when the ledger cannot record, and 200 when the sender repeats', async () => {
    const inbox = memoryInbox();
    let down = true;
    const intake = await intakeWith((hint) =>
      down ? Promise.reject(new Error('connection refused')) : inbox.record(hint),
    );
    expect(await intake.post({ body: approved })).toEqual({ status: 503, text: 'ledger-down' });
    down = false;
    expect(await intake.post({ body: approved })).toEqual({ status: 200, text: 'accepted' });
  });

  it('answers 503 rather than letting Shopify time out on a slow ledger', async () => {
    const intake = await intakeWith(() => new Promise(() => undefined), { answerWithinMs: 50 });
    expect((await intake.post({ body: approved })).status).toBe(503);
  });

  it('takes nothing but POST', async () => {
    const intake = await intakeWith(memoryInbox().record);
    expect((await fetch(`${intake.origin}/webhooks/shopify`)).status).toBe(405);
  });

  it('writes no body and no secret to the log', async () => {
    const intake = await intakeWith(() => Promise.reject(new Error('down')));
    const canary = 'canary@example.com';
    await intake.post({ body: `{"id":1,"email":"${canary}"}`, topic: 'orders/updated' });
    await intake.post({ body: `{"email":"${canary}"}`, signature: null });
    const log = JSON.stringify(intake.logged);
    for (const hidden of [canary, secret, sign('{"id":1}')]) expect(log).not.toContain(hidden);
  });
});

function signedLines(body: string): string[] {
  return [
    'POST /webhooks/shopify HTTP/1.1',
    'Host: localhost',
    'X-Shopify-Topic: orders/updated',
    `X-Shopify-Shop-Domain: ${domain}`,
    'X-Shopify-Webhook-Id: raw',
    `X-Shopify-Hmac-Sha256: ${sign(body)}`,
  ];
}

/** Writes lines straight to the socket, for what `fetch` will not send, and returns the status. */
async function rawRequest(origin: string, lines: string[]): Promise<number> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write(lines.join('\r\n'));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(answer.toString().split(' ')[1]);
}

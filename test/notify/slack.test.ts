import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../src/connectors/notify/notifier.ts';
import { createSlackNotifier } from '../../src/connectors/notify/slack.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const alert: Notice = {
  effectId: 'e1',
  audience: 'operations',
  to: null,
  subject: 'acme: <!channel> & more',
  text: 'see <https://evil.example|here>',
};

async function startSlack(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks).toString());
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/x`, bodies };
}

const send = (webhookUrl: string) =>
  createSlackNotifier({ webhookUrl, timeoutMs: 300 }).send(alert);

describe('Slack', () => {
  it('takes an alert whose text cannot call everybody or hide a link', async () => {
    const slack = await startSlack((_request, response) => response.end('ok'));
    expect(await send(slack.url)).toEqual({ ok: true });
    expect(JSON.parse(slack.bodies[0] ?? '')).toEqual({
      text: '*acme: &lt;!channel&gt; &amp; more*\nsee &lt;https://evil.example|here&gt;',
    });
  });

  it.each([
    [404, 'notice-refused', 'never'],
    [403, 'notice-refused', 'never'],
    [302, 'notice-refused', 'never'],
    [429, 'notice-refused', 'after'],
    [500, 'notice-outcome-unknown', 'never'],
  ])('status %i is %s, %s', async (status, code, retry) => {
    const slack = await startSlack((_request, response) =>
      response.writeHead(status, { 'retry-after': '7', location: 'http://127.0.0.1:1/' }).end(),
    );
    const sent = await send(slack.url);
    expect(sent).toMatchObject({ ok: false, problem: { code, retry } });
    if (status === 429) expect(sent).toMatchObject({ problem: { retryAfterMs: 7_000 } });
  });

  it('an answer that never comes is an unknown outcome', async () => {
    const slack = await startSlack(() => undefined);
    expect(await send(slack.url)).toMatchObject({ problem: { code: 'notice-outcome-unknown' } });
  });

  it('a port that is closed was never reached', async () => {
    const slack = await startSlack(() => undefined);
    await Promise.all(closers.splice(0).map((close) => close()));
    expect(await send(slack.url)).toMatchObject({
      problem: { code: 'notice-refused', retry: 'free' },
    });
  });
});

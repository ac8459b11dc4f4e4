import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problem.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { redact, redactText } from '../../src/telemetry/redact.ts';

function capture() {
  const lines: string[] = [];
  const log = createLog({
    level: 'debug',
    destination: { write: (line) => void lines.push(line) },
  });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> };
}

const pem = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\n-----END PRIVATE KEY-----';
const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJjYW5hcnkifQ.c2lnbmF0dXJl';

/** Things that must never be written, wherever they stand; `canary` marks them. */
const secrets: readonly [string, string][] = [
  ['a mail address', 'canary.jane+x@example.co.uk'],
  ['a Shopify token', 'shpat_canary0123456789abcdef'],
  ['an app secret', 'shpss_canary-0123'],
  ['a bearer header', 'Bearer canary.0123456789'],
  ['a signed assertion', jwt],
  ['a private key', pem],
  ['a database address', 'postgres://backhaul:canary@db:5432/backhaul'],
  ['a mail server address', 'smtps://robot:canary@mail.internal'],
  ['a form', 'grant_type=client_credentials&client_secret=canary123&x=1'],
  ['a chat address', 'https://hooks.slack.com/services/T00/canary'],
];

describe('the log', () => {
  it.each(secrets)('never writes %s, wherever it stands', (_name, secret) => {
    const { log, lines } = capture();
    const error = Object.assign(new Error(`failed with ${secret}`, { cause: new Error(secret) }), {
      config: { headers: { authorization: secret } },
      request: { body: secret },
    });
    log.info({ note: `x ${secret} y` }, `told ${secret}`);
    log.info({ deep: { list: [{ value: secret }] } }, 'deep');
    log.error({ err: error }, 'an error');
    log.error(error, 'an error as fields');
    log.child({ about: secret }).warn({}, 'a child');
    log.warn({ problem: new Problem('notice-refused', secret, { detail: { a: secret } }) }, 'p');
    const written = lines.join('');
    expect(lines).toHaveLength(6);
    expect(written).not.toContain(secret);
    expect(written).not.toContain('canary');
    expect(written).not.toContain('MIGHAgEAMBMG');
    expect(written).not.toContain(jwt.split('.')[2]);
  });

  it.each([
    'authorization',
    'Authorization',
    'accessToken',
    'access_token',
    'clientSecret',
    'client_assertion',
    'x-shopify-hmac-sha256',
    'password',
    'cookie',
    'privateKeyPem',
    'email',
    'customerEmail',
    'phone',
    'apiKey',
  ])('hides the field %s whatever is in it', (key) => {
    const { log, last } = capture();
    log.info({ [key]: 'anything', nested: { [key]: { any: 'thing' } } }, 'x');
    expect(last()).toMatchObject({ [key]: '[hidden]', nested: { [key]: '[hidden]' } });
  });

  it('drops bodies and variables', () => {
    const { log, lines } = capture();
    log.info({ body: 'canary', a: { variables: { note: 'canary' }, payload: 'canary' } }, 'x');
    expect(lines[0]).not.toContain('canary');
  });

  it('keeps what operations need', () => {
    const { log, last } = capture();
    const problem = new Problem('refund-failed', 'declined', { detail: { tender: 'card' } });
    log.error({ err: problem, orderId: 'gid://shopify/Order/1', amountMinor: 41_37n }, 'no refund');
    expect(last()).toMatchObject({
      level: 'error',
      msg: 'no refund',
      orderId: 'gid://shopify/Order/1',
      amountMinor: '4137',
      err: { type: 'Problem', code: 'refund-failed', retry: 'never', detail: { tender: 'card' } },
    });
    expect(String(last()['time'])).toMatch(/^20\d\d-/);
  });

  it('a child puts its fields on every line', () => {
    const { log, last } = capture();
    log.child({ shop: 'acme' }).child({ lane: 'orders' }).info({ a: 1 }, 'x');
    expect(last()).toMatchObject({ shop: 'acme', lane: 'orders', a: 1 });
  });

  it('writes nothing below its level', () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    createLog({ level: 'warn', destination }).info({}, 'x');
    expect(lines).toEqual([]);
  });

  it('survives circles, and any value there is', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => JSON.stringify(redact(circle))).not.toThrow();
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), (value) => {
        JSON.stringify(redact({ value }));
      }),
      { numRuns: 300 },
    );
  });

  it('takes its time on no text', () => {
    const startedAt = performance.now();
    for (const unit of ['a', 'a@', 'a.', '://', '@', 'eyJ']) redactText(unit.repeat(100_000));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryGate } from '../../../src/connectors/netsuite/gate.ts';
import { serverTime } from '../../../src/connectors/netsuite/server-time.ts';
import { signingKeyOf } from '../../../src/connectors/netsuite/token.ts';
import { sendWrite } from '../../../src/connectors/netsuite/write.ts';
import { billedOrder, rmaOf, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) =>
  typeof key === 'string' ? key : key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** An address where a server has just stopped. */
async function nobodyListens(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
}

describe('signing in', () => {
  it('chooses the algorithm by the key and refuses other keys', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
    expect(signingKeyOf(rsa.export({ type: 'pkcs1', format: 'pem' }).toString()).algorithm).toBe(
      'PS256',
    );
    for (const [curve, algorithm] of [
      ['P-256', 'ES256'],
      ['P-384', 'ES384'],
      ['P-521', 'ES512'],
    ]) {
      const key = generateKeyPairSync('ec', { namedCurve: curve ?? '' }).privateKey;
      expect(signingKeyOf(key.export({ type: 'sec1', format: 'pem' }).toString()).algorithm).toBe(
        algorithm,
      );
    }
    const other = generateKeyPairSync('ed25519').privateKey;
    expect(() => signingKeyOf(pem(other))).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    );
    expect(() => signingKeyOf('nonsense')).toThrow();
  });

  it('asks for one token however many calls wait for it', async () => {
    const tenant = await sandbox.tenant({ concurrencyLimit: 20 });
    const client = tenant.client2({ gate: createMemoryGate({ limit: 20 }) });
    await Promise.all(Array.from({ length: 20 }, () => serverTime(client)));
    expect(JSON.stringify(await tenant.calls())).toMatch(/"token":\{[^}]*"calls":1\b/);
  });

  it('is refused with a forged or an expired assertion, and not tried again at once', async () => {
    const tenant = await sandbox.tenant();
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const forged = tenant.client2({ privateKeyPem: pem(stranger) });
    await expect(serverTime(forged)).rejects.toMatchObject({ code: 'netsuite-login-refused' });
    await expect(serverTime(forged)).rejects.toMatchObject({ code: 'netsuite-login-refused' });
    const late = tenant.client2({ now: () => Date.now() - 60 * 60_000 });
    await expect(serverTime(late)).rejects.toMatchObject({ code: 'netsuite-login-refused' });
    expect(JSON.stringify(await tenant.calls())).toMatch(/"token":\{[^}]*"calls":2\b/);
  });

  it('renews a token that NetSuite no longer takes, once', async () => {
    const tenant = await sandbox.tenant();
    await serverTime(tenant.client);
    await tenant.play('faults', { expireTokens: { next: 1 } });
    await expect(serverTime(tenant.client)).resolves.toMatch(/Z$/);
    await tenant.play('faults', { expireTokens: 1 });
    await expect(serverTime(tenant.client)).rejects.toMatchObject({
      code: 'netsuite-login-refused',
    });
  });
});

describe('sending', () => {
  for (const concurrencyErrorStatus of [429, 400]) {
    it(`waits when the concurrency is used up (HTTP ${concurrencyErrorStatus}) and lowers its share`, async () => {
      const tenant = await sandbox.tenant({ concurrencyErrorStatus });
      const gate = createMemoryGate({ limit: 4 });
      const client = tenant.client2({ gate });
      await tenant.play('faults', { concurrency429Share: { next: 2 } });
      await expect(serverTime(client)).resolves.toMatch(/Z$/);
      expect(gate.state().inUse).toBe(0);
      expect(gate.state().allowed).toBeLessThan(4);
    });
  }

  it('gives up when no slot comes free in time, with nothing sent', async () => {
    const tenant = await sandbox.tenant();
    const gate = { acquire: async () => ({ ok: false as const, waitMs: 40 }) };
    const client = tenant.client2({ gate, gateWaitMs: 60 });
    await expect(serverTime(client)).rejects.toMatchObject({
      code: 'netsuite-concurrency',
      retryAfterMs: 40,
    });
  });

  it('reads again after an unexpected error', async () => {
    const tenant = await sandbox.tenant();
    await tenant.play('faults', { error500: { next: 2 } });
    await expect(serverTime(tenant.client)).resolves.toMatch(/Z$/);
  });

  it('never sends a write twice when its outcome is unknown', async () => {
    const tenant = await sandbox.tenant();
    const { source } = await billedOrder(tenant);
    const write = rmaOf(source, [1]);
    await tenant.play('faults', { error500: { next: 1 } });
    await expect(tenant.netsuite.sendWrite(write)).rejects.toMatchObject({
      code: 'netsuite-outcome-unknown',
      retry: 'probe',
    });
    expect((await tenant.state()).returnAuthorizations).toHaveLength(0);
  });

  it('calls a write unknown after a time-out, and free when nothing listens', async () => {
    const tenant = await sandbox.tenant();
    const { source } = await billedOrder(tenant);
    const impatient = tenant.client2({ timeoutMs: 150 });
    await serverTime(impatient);
    await tenant.play('faults', { delayMs: 600 });
    await expect(sendWrite(impatient, rmaOf(source, [1]))).rejects.toMatchObject({
      code: 'netsuite-outcome-unknown',
    });
    const nowhere = tenant.client2({ origin: await nobodyListens() });
    await expect(sendWrite(nowhere, rmaOf(source, [1]))).rejects.toMatchObject({
      code: 'netsuite-unreachable',
      retry: 'free',
    });
  });

  it('stops trying for a while when everything fails', async () => {
    const tenant = await sandbox.tenant();
    const nowhere = tenant.client2({ origin: await nobodyListens() });
    const { source } = await billedOrder(tenant);
    const failures = [];
    for (let count = 0; count < 10; count += 1) {
      failures.push(await sendWrite(nowhere, rmaOf(source, [1])).catch((error) => error.message));
    }
    expect(failures.slice(0, 8).every((message) => message.includes('ECONNREFUSED'))).toBe(true);
    expect(failures[9]).toContain('Not tried');
  });

  it('shares a small account with others: everything gets through', async () => {
    const tenant = await sandbox.tenant({
      concurrencyLimit: 5,
      neighbourConcurrency: 3,
      latencyMs: 5,
    });
    const gate = createMemoryGate({ limit: 5, cutEveryMs: 20 });
    const client = tenant.client2({ gate });
    const times = await Promise.all(Array.from({ length: 40 }, () => serverTime(client)));
    expect(times).toHaveLength(40);
    expect(gate.state().inUse).toBe(0);
  });

  it('refuses calls after close', async () => {
    const tenant = await sandbox.tenant();
    tenant.client.close();
    await expect(serverTime(tenant.client)).rejects.toThrow(/closed/);
  });
});

describe('the gate', () => {
  it('never grants more than the limit, sinks by one at a time and recovers', async () => {
    let at = 0;
    const gate = createMemoryGate({ limit: 3, cutEveryMs: 100, now: () => at });
    const grants = await Promise.all([1, 2, 3, 4].map(() => gate.acquire()));
    expect(grants.map((grant) => grant.ok)).toEqual([true, true, true, false]);
    for (const grant of grants) if (grant.ok) await grant.release('rejected');
    expect(gate.state()).toEqual({ allowed: 2, inUse: 0 });
    for (let count = 0; count < 5; count += 1) {
      at += 200;
      const grant = await gate.acquire();
      if (grant.ok) await grant.release('rejected');
    }
    expect(gate.state().allowed).toBe(1);
    for (let count = 0; count < 20; count += 1) {
      const grant = await gate.acquire();
      if (grant.ok) {
        await grant.release('ok');
        await grant.release('ok');
      }
    }
    expect(gate.state()).toEqual({ allowed: 3, inUse: 0 });
  });
});

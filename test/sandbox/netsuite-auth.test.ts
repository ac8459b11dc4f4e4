import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertion, openAccount, pick, startNetsuite } from './netsuite-client.ts';

let netsuite: Awaited<ReturnType<typeof startNetsuite>>;
beforeAll(async () => {
  netsuite = await startNetsuite();
});
afterAll(() => netsuite.close());

describe('signing in to NetSuite', () => {
  it('gives an hour of access for a good assertion, whichever of its two addresses it names', async () => {
    const { facts, signIn } = await openAccount(netsuite.origin, 'good');
    const canonical = `https://${facts.account.toLowerCase()}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token`;
    for (const audience of [facts.audience, canonical]) {
      const answer = await signIn(await assertion({ ...facts, audience }));
      expect(answer.body).toMatchObject({ expires_in: 3600, token_type: 'Bearer' });
    }
    const listed = await signIn(await assertion(facts, { scope: 'restlets,rest_webservices' }));
    expect(listed.status).toBe(200);
  });

  it('refuses forged, expired, over-long and misdirected assertions', async () => {
    const { facts, signIn } = await openAccount(netsuite.origin, 'bad');
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const now = Math.floor(Date.now() / 1000);
    const bad = [
      await assertion(facts, { key: foreign }),
      await assertion(facts, { key: rsa, alg: 'RS256' }),
      await assertion(facts, { issuedAt: now - 7200 }),
      await assertion(facts, { expiresInSeconds: 3700 }),
      await assertion({ ...facts, clientId: 'someone-else' }),
      await assertion({ ...facts, certificateId: 'unknown' }),
      await assertion({ ...facts, audience: 'https://example.com/token' }),
      'not.a.jwt',
    ];
    for (const jwt of bad) {
      const answer = await signIn(jwt);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ error: 'invalid_grant' });
    }
    expect((await signIn(await assertion(facts, { scope: [] }))).body).toEqual({
      error: 'invalid_scope',
    });
  });

  it('answers 401 INVALID_LOGIN without a live token, and after tokens were expired', async () => {
    const account = await openAccount(netsuite.origin, 'tokens');
    const noToken = await account.send('/services/rest/record/v1/customer/1');
    expect(noToken.status).toBe(401);
    expect(pick(noToken.body, 'o:errorDetails')).toMatchObject([
      { 'o:errorCode': 'INVALID_LOGIN' },
    ]);
    await account.play('faults', { expireTokens: { next: 1 } });
    expect((await account.call('/services/rest/system/v1/serverTime')).status).toBe(401);
    await account.renew();
    expect((await account.call('/services/rest/system/v1/serverTime')).status).toBe(200);
    expect((await account.call('/services/rest/system/v1/governanceLimits')).status).toBe(403);
  });

  it('keeps a token to its scopes and lifetime', async () => {
    const account = await openAccount(netsuite.origin, 'scopes', { tokenLifeSeconds: 1 });
    const answer = await account.signIn(await assertion(account.facts, { scope: ['restlets'] }));
    const headers = { authorization: `Bearer ${pick(answer.body, 'access_token')}` };
    expect((await account.send('/services/rest/system/v1/serverTime', { headers })).status).toBe(
      401,
    );
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await account.call('/services/rest/system/v1/serverTime')).status).toBe(401);
  });

  it('hands out a key pair when no certificate was uploaded, and knows no other account', async () => {
    const credentials = await (await fetch(`${netsuite.origin}/_sandbox/credentials`)).json();
    expect(pick(credentials, 'privateKeyPem')).toContain('BEGIN PRIVATE KEY');
    expect((await fetch(`${netsuite.origin}/t/nobody/_sandbox/state`)).status).toBe(404);
  });
});

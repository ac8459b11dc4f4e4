import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../src/webhooks/verify-signature.ts';
import { secret, sign } from './intake.ts';

const body = Buffer.from('{"id":1,"note":"grüße"}');
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

describe('the signature', () => {
  it('holds for the raw bytes under the secret', () => {
    expect(verifySignature(body, sign(body), [secret])).toBe(true);
  });

  it('holds under any of several secrets, so that a rotation loses nothing', () => {
    for (const key of ['old', 'new']) {
      expect(verifySignature(body, sign(body, key), ['old', 'new'])).toBe(true);
    }
    expect(verifySignature(body, sign(body, 'older'), ['old', 'new'])).toBe(false);
  });

  it('never holds without a secret, or with an empty one', () => {
    expect(verifySignature(body, sign(body, ''), [''])).toBe(false);
    expect(verifySignature(body, sign(body), [])).toBe(false);
  });

  it('refuses 2,000 forged variants', () => {
    const right = sign(body);
    const forge = fc.oneof(
      // One character changed, dropped, added or moved.
      fc
        .tuple(fc.nat({ max: 43 }), fc.constantFrom(...alphabet, '=', '-', '_', ' ', '\n', 'é'))
        .map(([at, character]) => right.slice(0, at) + character + right.slice(at + 1)),
      fc.nat({ max: 43 }).map((at) => right.slice(0, at) + right.slice(at + 1)),
      fc
        .tuple(fc.nat({ max: 44 }), fc.constantFrom(...alphabet, '=', ' '))
        .map(([at, character]) => right.slice(0, at) + character + right.slice(at)),
      // Other keys, algorithms, encodings and lengths.
      fc.string().map((key) => sign(body, `x${key}`)),
      fc
        .constantFrom('sha1', 'sha512', 'sha384', 'md5')
        .map((algorithm) => createHmac(algorithm, secret).update(body).digest('base64')),
      fc
        .constantFrom<'hex' | 'base64url'>('hex', 'base64url')
        .map((encoding) => createHmac('sha256', secret).update(body).digest(encoding)),
      fc.uint8Array({ minLength: 32, maxLength: 32 }).map((x) => Buffer.from(x).toString('base64')),
      fc.nat({ max: 44 }).map((length) => right.slice(0, length).slice(0, 43)),
      fc.constantFrom(`${right}, ${right}`, ` ${right}`, `${right}\n`, `sha256=${right}`, ''),
      fc.string(),
    );
    fc.assert(
      fc.property(forge, (forged) => {
        fc.pre(forged !== right);
        expect(verifySignature(body, forged, ['other', secret])).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses a list of headers even when one of them is right', () => {
    expect(verifySignature(body, [sign(body)], [secret])).toBe(false);
    expect(verifySignature(body, undefined, [secret])).toBe(false);
  });

  it('refuses another spelling of the same 32 bytes', () => {
    const right = sign(body);
    const last = alphabet.indexOf(right[42] ?? '');
    for (const spare of [1, 2, 3]) {
      const other = `${right.slice(0, 42)}${alphabet[last ^ spare]}=`;
      expect(Buffer.from(other, 'base64').equals(Buffer.from(right, 'base64'))).toBe(true);
      expect(verifySignature(body, other, [secret])).toBe(false);
    }
  });

  it('refuses any change of the body', () => {
    const right = sign(body);
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifySignature(changed, right, [secret])).toBe(false);
    }
    expect(verifySignature(Buffer.concat([body, randomBytes(1)]), right, [secret])).toBe(false);
  });
});

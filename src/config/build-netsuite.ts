import { createPrivateKey } from 'node:crypto';
import type { Complaints } from './complaints.ts';
import { type FileShop, isAccount } from './file-schema.ts';
import { readOrigin, withoutSlash } from './read-origin.ts';
import type { SettingReader } from './read-settings.ts';
import type { NetsuiteConfig } from './types.ts';

/** How to reach one NetSuite account, with its signing key. Null after a complaint. */
export function buildNetsuite(
  shop: FileShop,
  label: string,
  only: boolean,
  settings: SettingReader,
  complaints: Complaints,
): NetsuiteConfig | null {
  const { credentials: names, account: fileAccount, origin: fileOrigin, ...rest } = shop.netsuite;
  const account = fileAccount ?? settings.get('NETSUITE_ACCOUNT');
  if (account === null) {
    complaints.add('NETSUITE_ACCOUNT', `${label} has no account`, 'Set it to the account id');
  } else if (!isAccount(account)) {
    complaints.add(
      'NETSUITE_ACCOUNT',
      'it is not an account id',
      'Write it as NetSuite shows it, like 1234567 or 1234567_SB1',
    );
  }
  const required = (name: string): string | null => {
    const value = settings.secret(name);
    if (value === null) {
      complaints.add(name, 'it is not set', `Set it: ${label} signs in to NetSuite with it`);
    }
    return value;
  };
  const clientId = required(names.clientId);
  const certificateId = required(names.certificateId);
  const privateKeyPem = required(names.privateKey);
  if (privateKeyPem !== null && !isPrivateKey(privateKeyPem)) {
    complaints.add(
      names.privateKey,
      'it is not a private key in PEM form, RSA or elliptic curve',
      'Give the unencrypted key whose certificate was uploaded to NetSuite',
    );
  }
  const override = only ? readOrigin('NETSUITE_ORIGIN', settings, complaints) : null;
  const origin = fileOrigin ?? override;
  if (account === null || clientId === null || certificateId === null || privateKeyPem === null) {
    return null;
  }
  return {
    ...rest,
    account,
    origin: origin === null ? null : withoutSlash(origin),
    clientId,
    certificateId,
    privateKeyPem,
  };
}

function isPrivateKey(pem: string): boolean {
  try {
    return ['rsa', 'rsa-pss', 'ec'].includes(createPrivateKey(pem).asymmetricKeyType ?? '');
  } catch {
    return false;
  }
}

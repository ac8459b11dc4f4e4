import type { ShopConfig } from '../../config.ts';
import { createNetsuiteClient } from '../../connectors/netsuite/client.ts';
import {
  createNetsuiteConnector,
  type NetsuiteConnector,
} from '../../connectors/netsuite/connector.ts';
import { knownRmaLetters } from '../../connectors/netsuite/discover-statuses.ts';
import { createMemoryGate } from '../../connectors/netsuite/gate.ts';
import { createLog } from '../../telemetry/log.ts';
import { attempt, type Check, fail, ok, warn } from './check.ts';

/** NetSuite refuses a sign-in whose clock is further off than this. */
const skewLimitMs = 60_000;

/** Token, permissions, clock and status letters of one account. About thirty calls. */
export async function checkNetsuite(shop: ShopConfig): Promise<readonly Check[]> {
  const { account, origin, clientId, certificateId, privateKeyPem } = shop.netsuite;
  const client = createNetsuiteClient({
    account,
    ...(origin === null ? {} : { origin }),
    clientId,
    certificateId,
    privateKeyPem,
    gate: createMemoryGate({ limit: 1 }),
    timeoutMs: 60_000,
    log: createLog({ level: 'silent' }),
  });
  try {
    const connector = createNetsuiteConnector({
      client,
      fields: shop.mappings.fields,
      changes: shop.netsuite.changeSource,
    });
    const token = await attempt('NetSuite token', async () => {
      const now = await connector.serverTime();
      return [ok('NetSuite token', `${account} answers, its time is ${now}`)];
    });
    if (token.some(({ state }) => state === 'fail')) return token;
    return [
      ...token,
      ...(await attempt('NetSuite clock', () => checkClock(connector))),
      ...(await attempt('NetSuite role', () => checkRole(connector, shop))),
      ...(await attempt('statuses', () => checkStatuses(connector))),
    ];
  } finally {
    client.close();
  }
}

async function checkClock(connector: NetsuiteConnector): Promise<readonly Check[]> {
  const { skewMs, offsetMinutes, accountTime } = await connector.calibrateClock();
  const detail = `SuiteQL tells ${accountTime} (UTC${signed(offsetMinutes)} min), this machine is ${Math.round(skewMs)} ms ahead`;
  return [
    Math.abs(skewMs) < skewLimitMs
      ? ok('NetSuite clock', detail)
      : fail(
          'NetSuite clock',
          detail,
          'Let this machine keep time by NTP: sign-ins will be refused.',
        ),
  ];
}

async function checkRole(
  connector: NetsuiteConnector,
  shop: ShopConfig,
): Promise<readonly Check[]> {
  const probes = await connector.probePermissions();
  const lacking = probes.flatMap(({ name, weight, problem }) =>
    problem === null ? [] : [{ name, weight, why: `${problem.code}: ${problem.message}` }],
  );
  if (lacking.length === 0) return [ok('NetSuite role', `${probes.length} readings are allowed`)];
  return lacking.map(({ name, weight, why }) => {
    const needed =
      weight === 'required' || (name === 'RESTlet' && shop.netsuite.changeSource === 'restlet');
    return needed
      ? fail(name, why, 'Give the role this permission, or deploy the SuiteCloud project.')
      : warn(
          name,
          why,
          'Something finer works without it; deploy the SuiteCloud project to have it.',
        );
  });
}

async function checkStatuses(connector: NetsuiteConnector): Promise<readonly Check[]> {
  const statuses = await connector.discoverStatuses();
  const known: readonly string[] = knownRmaLetters;
  const strange = statuses.filter(
    ({ type, letter }) => type === 'RtnAuth' && !known.includes(letter),
  );
  if (strange.length > 0) {
    const what = strange.map(({ letter, label }) => `${letter} (${label})`).join(', ');
    return [fail('statuses', `RMAs have unknown status letters: ${what}`, 'Report them.')];
  }
  const seen = statuses.map(({ type, letter, label }) => `${type} ${letter} ${label}`.trim());
  return [
    ok('statuses', seen.length === 0 ? 'there are no return documents yet' : seen.join('; ')),
  ];
}

function signed(minutes: number): string {
  return minutes < 0 ? `${minutes}` : `+${minutes}`;
}

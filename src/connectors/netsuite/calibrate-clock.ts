import { offsetMinutes } from './account-time.ts';
import type { NetsuiteClient } from './client.ts';
import { accountTime, serverTime } from './server-time.ts';

export interface ClockCalibration {
  readonly serverTime: string;
  /** The clock that cursors of `listChanges` are on. */
  readonly accountTime: string;
  /** How far the account's wall clock is ahead of UTC. Changes with daylight saving. */
  readonly offsetMinutes: number;
  /** How far this machine is ahead of NetSuite; beyond a few minutes sign-ins are refused. */
  readonly skewMs: number;
}

/** Compares NetSuite's clock, the clock of its SuiteQL dates and this machine's. Two calls. */
export async function calibrateClock(
  client: NetsuiteClient,
  now: () => number = Date.now,
): Promise<ClockCalibration> {
  const server = await serverTime(client);
  const skewMs = now() - Date.parse(server);
  const account = await accountTime(client);
  return {
    serverTime: server,
    accountTime: account,
    offsetMinutes: offsetMinutes(account, now() - skewMs),
    skewMs,
  };
}

import {
  auditSchema,
  readAudit,
  readExceptions,
  readInbox,
  readReturns,
  type ShownAudit,
} from './app-view.ts';
import { waitUntil } from './children/wait-until.ts';
import { amountFaults } from './laws/amounts-agree.ts';
import { casesOf, type Evidence, isClosed, type Watched } from './laws/evidence.ts';
import type { Port } from './port.ts';
import type { Stage } from './stage.ts';
import { readTellings } from './truth/notices.ts';

/** A closed return's last message may still be on its way: it gets this long before it is missing. */
const messagePatienceMs = 12_000;

/** Waits until whatever is closed has been told; in vain where that never happens. */
export async function awaitMessages(stage: Stage, noticePath: string): Promise<void> {
  const allTold = async () => {
    const tellings = await readTellings(noticePath, stage.currency);
    const cases = casesOf(await stage.truth(), tellings, []);
    return cases.filter(isClosed).every((its) => amountFaults(its).length === 0) || null;
  };
  const options = { timeoutMs: messagePatienceMs, everyMs: 500 };
  await waitUntil('the last messages', allTold, options).catch(() => undefined);
}

/** Asks both simulators and the app for all that the laws are judged by, once the seals have caught up. */
export async function gatherEvidence(
  stage: Stage,
  app: Port,
  noticePath: string,
  watched: Watched,
): Promise<Evidence> {
  let latest: ShownAudit | null = null;
  const audit = await waitUntil(
    'the sealing of the audit rows',
    async () => {
      latest = await app.get('/api/audit/verify', auditSchema);
      return latest.shops.every(({ unsealed }) => unsealed === '0' || unsealed === null)
        ? latest
        : null;
    },
    { timeoutMs: 20_000, everyMs: 500 },
  ).catch((error: unknown) => {
    // Rows that nobody seals are for the law to count, not for the demo to die of.
    if (latest === null) throw error;
    return latest;
  });
  const truth = await stage.truth();
  const tellings = await readTellings(noticePath, stage.currency);
  const returns = await readReturns(app);
  return {
    truth,
    tellings,
    cases: casesOf(truth, tellings, returns),
    locations: stage.locations,
    app: {
      returns,
      exceptions: await readExceptions(app),
      inbox: await readInbox(app),
      events: await readAudit(app),
      audit,
    },
    watched,
  };
}

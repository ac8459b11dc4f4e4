import {
  auditSchema,
  readAudit,
  readExceptions,
  readInbox,
  readReturns,
  type ShownAudit,
} from './app-view.ts';
import { waitUntil } from './children/wait-until.ts';
import { casesOf, type Evidence, type Watched } from './laws/evidence.ts';
import type { Port } from './port.ts';
import type { Stage } from './stage.ts';
import { readTellings } from './truth/notices.ts';

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

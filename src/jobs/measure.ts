import { countOpenExceptions } from '../ledger/exceptions.ts';
import type { Ledger } from '../ledger/open.ts';
import { unexplainedByCurrency } from '../ledger/quotes.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** Brings the gauges up to date with the ledger: what waits for people, what nobody has explained. */
export async function measure(ledger: Ledger, metrics: Metrics): Promise<void> {
  metrics.openExceptions(await countOpenExceptions(ledger));
  metrics.unexplainedVariance(await unexplainedByCurrency(ledger));
}

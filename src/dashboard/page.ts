import type { Summary } from '../ledger/summarize.ts';
import { balancePanel } from './balance-panel.ts';
import { document } from './document.ts';
import { html } from './html.ts';
import { returnsTable } from './returns-table.ts';
import type { ReturnJson } from './router.ts';
import { stageStrip, stripSentence } from './stage-strip.ts';
import type { View } from './view.ts';

export interface PageInput {
  /** Newest first. */
  readonly returns: readonly ReturnJson[];
  /** Of all returns, also of those that are not listed. */
  readonly summary: Summary;
  readonly view: View;
  readonly now: Date;
}

/**
 * The page at `/`: the money of both systems as an equation, the lifecycle with its counts, and
 * every return with what it waits for. Whole without a script; with one it keeps itself up to date.
 */
export function page({ returns, summary, view, now }: PageInput): string {
  const total = [...summary.stages.values()].reduce((sum, number) => sum + number, 0);
  return document(
    'Returns · Backhaul',
    html`<h1 class="hidden">Returns between Shopify and NetSuite</h1>
<p class="hidden" id="standing">${stripSentence(summary.stages)}</p>
${balancePanel(summary, view)}
${stageStrip(summary.stages, view)}
${returnsTable(returns, view, now)}
<footer class="foot" id="foot"><p>${total > returns.length ? `The newest ${returns.length} of ${total} returns. ` : ''}Read from both systems and from the ledger, never from a log.</p>
<p><a href="/api/returns">JSON</a> <a href="/metrics">Metrics</a> <a href="/readyz">Readiness</a></p></footer>`,
    true,
  );
}

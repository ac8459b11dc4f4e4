import { stageRank } from '../domain/lifecycle.ts';
import { stages } from '../domain/stage.ts';
import { type Html, html } from './html.ts';
import type { ReturnJson } from './router.ts';
import { addressOf, inView, isShown, type View } from './view.ts';
import { ago, grouped, stageName } from './words.ts';

const tabs: readonly (readonly [View['show'], string])[] = [
  ['all', 'All'],
  ['open', 'On the way'],
  ['person', 'Need a person'],
  ['ended', 'Ended'],
];

/** The table of returns with its filters; on a narrow screen each row is a card. */
export function returnsTable(returns: readonly ReturnJson[], view: View, now: Date): Html {
  const shown = inView(returns, view);
  return html`<section aria-labelledby="returns-title">
<div class="tools" id="tools">
<h2 id="returns-title">Returns</h2>
<nav class="tabs" id="tabs" aria-label="Which returns">${tabs.map((tab) => tabLink(tab, returns, view))}</nav>
${search(view)}
</div>
<table class="returns" role="table">
<caption class="hidden">Returns, newest first</caption>
<thead role="rowgroup"><tr role="row">
<th role="columnheader" scope="col">Return</th><th role="columnheader" scope="col">Order</th>
<th role="columnheader" scope="col">RMA</th><th role="columnheader" scope="col">Stage</th>
<th role="columnheader" scope="col" class="number">NetSuite</th>
<th role="columnheader" scope="col" class="relation"><span class="hidden">Equal</span></th>
<th role="columnheader" scope="col">Shopify</th>
<th role="columnheader" scope="col">What it waits for</th>
</tr></thead>
<tbody role="rowgroup" id="rows">${shown.map((one) => row(one, now))}</tbody>
</table>
<p class="empty" id="empty">${shown.length === 0 ? whyEmpty(returns, view) : null}</p>
</section>`;
}

function tabLink(
  [show, name]: readonly [View['show'], string],
  returns: readonly ReturnJson[],
  view: View,
): Html {
  const number = returns.filter((one) => isShown(one, show)).length;
  return html`<a id="tab-${show}" href="${addressOf(view, { show })}"${view.show === show ? html` aria-current="page"` : null}>${name} <span>${number}</span></a>`;
}

function search(view: View): Html {
  return html`<form class="search" role="search" action="/" method="get">
${view.show === 'all' ? null : html`<input type="hidden" name="show" value="${view.show}">`}${view.stage === null ? null : html`<input type="hidden" name="stage" value="${view.stage}">`}
<input id="find" type="search" name="find" value="${view.find}" placeholder="Return, order or RMA" aria-label="Find a return by its number, order or RMA" autocomplete="off" spellcheck="false"><kbd aria-hidden="true">/</kbd>
</form>`;
}

function row(one: ReturnJson, now: Date): Html {
  const classes = `${one.problem === null ? '' : ' needs-person'}${one.ended ? ' has-ended' : ''}`;
  return html`<tr role="row" id="${one.id}" class="return${classes}" data-stage="${one.stage}">
<th role="rowheader" scope="row">${one.name}</th>
<td role="cell" data-label="Order">${one.order}</td>
<td role="cell" data-label="RMA">${one.rma ?? html`<span class="none">none yet</span>`}</td>
<td role="cell" data-label="Stage" class="stage">${stageCell(one, now)}</td>
${amounts(one)}
<td role="cell" data-label="Waits for" class="waits">${waits(one)}</td>
</tr>
`;
}

function stageCell(one: ReturnJson, now: Date): Html {
  const stage = stages.find((each) => each === one.stage);
  const left = one.stage === 'declined' || one.stage === 'cancelled';
  const done = stage === undefined || left ? 0 : stageRank(stage) + 1;
  const since = new Date(one.stageSince);
  return html`<span class="stage-name">${stageName(one.stage)}</span>
<span class="ticks" aria-hidden="true">${stages.slice(0, 8).map((_, index) => (index < done ? html`<i class="on"></i>` : html`<i></i>`))}</span>
<time datetime="${one.stageSince}" title="since ${one.stageSince}">${ago(since, now)}</time>`;
}

function amounts(one: ReturnJson): Html {
  const { erpAmount: erp, shopifyAmount: shopify, currency } = one;
  const paid = shopify !== null && /[1-9]/.test(shopify);
  const equal = erp !== null && shopify !== null && erp === shopify;
  const differs = !equal && erp !== null && (paid || one.stage === 'closed');
  return html`<td role="cell" data-label="NetSuite" class="number">${erp === null ? none : html`<span class="currency">${currency}</span> ${grouped(erp)}`}</td>
<td role="cell" class="relation">${equal ? html`<span class="mark" title="To the cent"><span aria-hidden="true">=</span><span class="hidden">equal</span></span>` : differs ? html`<span class="mark is-unequal"><span aria-hidden="true">≠</span><span class="hidden">not equal</span></span>` : null}</td>
<td role="cell" data-label="Shopify" class="paid">${paid || equal ? grouped(shopify ?? '') : one.ended ? none : html`<span class="none">not yet</span>`}</td>`;
}

const none = html`<span class="none">–</span>`;

function waits(one: ReturnJson): Html {
  const sentence = one.waitsFor ?? (one.ended ? stageEnd(one.stage) : '');
  const text = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  if (one.problem === null) return html`<span>${text}</span>`;
  return html`<span>${text}</span> <a class="code" id="why-${one.id}" href="/problems/${one.problem}">${one.problem}</a>`;
}

function stageEnd(stage: string): string {
  return stage === 'closed' ? 'nothing, it is done' : 'nothing, it has ended';
}

function whyEmpty(returns: readonly ReturnJson[], view: View): Html {
  if (returns.length === 0) {
    return html`No return has come in yet. The first one shows here within seconds of the customer asking for it.`;
  }
  return html`No return fits. <a href="${addressOf({ ...view, show: 'all', stage: null, find: '' })}">Show all</a>`;
}

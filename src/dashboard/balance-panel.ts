import { formatDecimal } from '../domain/money.ts';
import type { Balance, Summary } from '../ledger/summarize.ts';
import { type Html, html } from './html.ts';
import { addressOf, type View } from './view.ts';
import { count, grouped } from './words.ts';

/** The promise of the product as an equation, and beside it what a person must look at. */
export function balancePanel(summary: Summary, view: View): Html {
  const { balances } = summary;
  return html`<section class="balance" id="balance" aria-label="Money of settled returns">
<div class="sums">${balances.length === 0 ? nothingYet : balances.map(equation)}</div>
${people(summary, view)}
</section>`;
}

const nothingYet = html`<p class="sums-empty">No return is settled yet. Here both systems will be held against each other, to the cent.</p>`;

function equation(balance: Balance): Html {
  const { currency, returns, erpMinor, shopifyMinor, differenceMinor } = balance;
  const equal = differenceMinor === 0n;
  const amount = (minor: bigint) => grouped(formatDecimal(minor, currency));
  return html`<dl class="equation${equal ? '' : ' is-unequal'}">
<div class="term"><dt>NetSuite credited</dt><dd>${amount(erpMinor)}</dd></div>
<div class="relation" aria-hidden="true">${equal ? '=' : '≠'}</div>
<div class="term"><dt>Shopify paid back</dt><dd>${amount(shopifyMinor)}</dd></div>
<div class="term difference"><dt>Difference</dt><dd>${amount(differenceMinor)} <span class="currency">${currency}</span></dd>
<dd class="note">over ${count(returns, 'settled return')}</dd></div>
</dl>`;
}

function people(summary: Summary, view: View): Html {
  const { openExceptions, returnsNeedingPerson } = summary;
  const calm = openExceptions === 0;
  return html`<a class="people${calm ? ' is-calm' : ''}" id="people" href="${addressOf({ ...view, stage: null, find: '' }, { show: calm ? 'all' : 'person' })}">
<span class="people-count">${openExceptions}</span>
<span class="people-words">${calm ? 'Nothing needs a person' : html`${openExceptions === 1 ? 'open exception' : 'open exceptions'}<small>on ${count(returnsNeedingPerson, 'return')}: a person must decide</small>`}</span>
</a>`;
}

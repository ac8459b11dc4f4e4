import { finalStages } from '../domain/lifecycle.ts';
import { type Milestone, milestones, type Stage, stages } from '../domain/stage.ts';
import { type Html, html } from './html.ts';
import { addressOf, type View } from './view.ts';
import { count, stageMeanings, stageName } from './words.ts';

/** Where the way of a return is told apart, with what it is about from there on. */
const sections: Readonly<Partial<Record<Stage, string>>> = {
  requested: 'Agreement',
  in_transit: 'Goods',
  posted: 'Money',
};

/** Reaching these stages is what the customer hears of. */
const toldAt: Readonly<Partial<Record<Stage, Milestone>>> = {
  authorized: 'confirmed',
  inspected: 'inspected',
  posted: 'posted',
  settled: 'settled',
};

/** The lifecycle as a line with its stations, each with the number of returns standing there. */
export function stageStrip(counts: ReadonlyMap<string, number>, view: View): Html {
  const way = stages.filter((stage) => stage === 'closed' || !finalStages.includes(stage));
  const exits = stages.filter((stage) => !way.includes(stage));
  return html`<nav class="route" id="route" aria-label="Stages">
<ol class="route-line">${way.map((stage) => station(stage, counts.get(stage) ?? 0, view))}</ol>
<ul class="route-exits">${exits.map((stage) => exit(stage, counts.get(stage) ?? 0, view))}
<li class="route-key">${envelope} the customer is told (${String(milestones.length)} milestones)</li></ul>
</nav>`;
}

function station(stage: Stage, number: number, view: View): Html {
  const section = sections[stage];
  const told = toldAt[stage];
  return html`<li class="station${state(stage, number, view)}">
${section === undefined ? null : html`<span class="station-section" aria-hidden="true">${section}</span>`}
<a ${link(stage, view)} title="${stageMeanings[stage]}">
<span class="station-count">${number}</span>
<span class="station-dot" aria-hidden="true"></span>
<span class="station-name">${stageName(stage)}${told === undefined ? null : html`<span class="station-told" title="The customer is told: ${told}">${envelope}</span>`}</span>
</a></li>`;
}

function exit(stage: Stage, number: number, view: View): Html {
  return html`<li class="exit${state(stage, number, view)}"><a ${link(stage, view)} title="${stageMeanings[stage]}">${stageName(stage)} <b>${number}</b></a></li>`;
}

/** A station leads to its returns; the chosen one leads back to all. */
function link(stage: Stage, view: View): Html {
  const chosen = view.stage === stage;
  return html`id="stage-${stage}" href="${addressOf(view, { stage: chosen ? null : stage })}"${chosen ? html` aria-current="true"` : null}`;
}

function state(stage: Stage, number: number, view: View): string {
  return `${number === 0 ? ' is-empty' : ''}${view.stage === stage ? ' is-chosen' : ''}`;
}

/** What a screen reader hears of the strip in one go. */
export function stripSentence(counts: ReadonlyMap<string, number>): string {
  const standing = stages.filter((stage) => (counts.get(stage) ?? 0) > 0);
  if (standing.length === 0) return 'No returns yet.';
  return standing
    .map((stage) => `${count(counts.get(stage) ?? 0, 'return')} ${stageName(stage).toLowerCase()}`)
    .join(', ');
}

const envelope = html`<svg class="icon" viewBox="0 0 16 12" aria-hidden="true"><path d="M1.5 1.5h13v9h-13zM2 2l6 4.6L14 2" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round"/></svg>`;

import { stageMeanings } from '../../src/dashboard/words.ts';
import { finalStages, transitions } from '../../src/domain/lifecycle.ts';
import { dispositions, holdStates, milestones, stages } from '../../src/domain/stage.ts';

/** The text of `docs/lifecycle.md`, drawn from the transitions table. */
export function lifecycleMarkdown(): string {
  return [
    '# The lifecycle of a return',
    '',
    '<!-- Made by `npm run docs` from src/domain/lifecycle.ts. -->',
    '',
    'A stage is never a flag that somebody sets. It is derived at every look from what both systems show: how many units are authorized, received, judged and credited, and which documents stand. A return is in the stage of its least advanced open unit, so a return of three units of which two have arrived is not *received*. Stages that do not apply are passed over.',
    '',
    '```mermaid',
    'flowchart LR',
    ...stages.map((stage) =>
      finalStages.includes(stage) ? `  ${stage}([${words(stage)}])` : `  ${stage}[${words(stage)}]`,
    ),
    ...transitions.map(({ from, to }) => `  ${from} --> ${to}`),
    '```',
    '',
    '| stage | what it means |',
    '|---|---|',
    ...stages.map((stage) => `| \`${stage}\` | ${stageMeanings[stage]} |`),
    '',
    '## What moves a return',
    '',
    '| from | to | when |',
    '|---|---|---|',
    ...transitions.map(({ from, to, by }) => `| \`${from}\` | \`${to}\` | ${by} |`),
    '',
    `${finalStages.map((stage) => `\`${stage}\``).join(', ')} are ends: nothing leaves them. Between two looks a return may pass several stages at once; a test proves that every stage has a way in and a way on.`,
    '',
    '## Two tracks',
    '',
    `**Goods.** Each unit has a hold: ${list(holdStates)}. It is *judged* once it has a disposition (${list(dispositions)}), and *cleared* only when that is \`sellable\`. Money waits for judged, stock waits for cleared.`,
    '',
    '**Money.** The amount is locked before the customer hears of it. A credit in NetSuite releases exactly the units it credits, once, and only when it is their share of the locked amount to the cent. Then Shopify pays it back, and NetSuite is told what paid it.',
    '',
    '## What the customer hears',
    '',
    `Four milestones, each told once: ${list(milestones)}. \`confirmed\` is told with the locked amount; \`settled\` only after every payment transaction has succeeded and NetSuite carries its ids.`,
    '',
  ].join('\n');
}

const words = (stage: string): string => stage.replaceAll('_', ' ');

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

import { stripVTControlCharacters } from 'node:util';
import { formatDecimal, parseDecimal } from '../domain/money.ts';
import { stages } from '../domain/stage.ts';
import { type Judgement, lawNumbers, laws } from './laws/judge.ts';
import type { Look } from './play.ts';
import type { Summary } from './summary.ts';

/** What the audience sees. */
export interface Screen {
  note(text: string): void;
  /** The page is up. */
  open(url: string): void;
  look(look: Look): void;
  conclude(summary: Summary, judgement: Judgement): void;
  close(): void;
}

/** At most ten times a second. */
const redrawMs = 100;
const notesKept = 10;
const barMost = 40;

/**
 * A picture that is redrawn in place on a terminal, plain lines elsewhere, and nothing at all beside
 * JSON.
 */
export function createScreen(options: {
  readonly out: NodeJS.WriteStream;
  readonly json: boolean;
}): Screen {
  const { out, json } = options;
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6);
  const print = (text: string) => {
    if (!json) out.write(`${seconds()}  ${text}\n`);
  };
  const conclude: Screen['conclude'] = (summary, judgement) => {
    if (!json) out.write(`${conclusionOf(summary, judgement).join('\n')}\n`);
  };
  if (json || !out.isTTY) {
    const open = (url: string) => print(`the page: ${url}`);
    return { note: print, open, look: () => undefined, conclude, close: () => undefined };
  }

  const notes: string[] = [];
  let url = '';
  let latest: Look | null = null;
  let drawnLines = 0;
  let timer: NodeJS.Timeout | null = null;
  const draw = () => {
    timer = null;
    const head = [`Backhaul demo${url === '' ? '' : `   ${url}`}   ${seconds().trim()} s`, ''];
    const lines = [...head, ...(latest === null ? [] : [...pictureOf(latest), '']), ...notes];
    const width = Math.max(20, out.columns - 1);
    const shown = lines.slice(0, Math.max(5, out.rows - 1)).map((line) => line.slice(0, width));
    const up = drawnLines === 0 ? '' : `\u001b[${drawnLines}A`;
    out.write(`${up}\r\u001b[J${shown.join('\n')}\n`);
    drawnLines = shown.length;
  };
  const redraw = () => {
    timer ??= setTimeout(draw, redrawMs);
  };
  return {
    note: (text) => {
      notes.push(`${seconds()}  ${stripVTControlCharacters(text)}`);
      if (notes.length > notesKept) notes.shift();
      redraw();
    },
    open: (opened) => {
      url = opened;
      redraw();
    },
    look: (look) => {
      latest = look;
      redraw();
    },
    conclude,
    close: () => {
      if (timer === null) return;
      clearTimeout(timer);
      draw();
    },
  };
}

/** How many returns are where, and what their amounts come to in both systems. */
function pictureOf({ returns }: Look): readonly string[] {
  const bars = stages.flatMap((stage) => {
    const count = returns.filter((each) => each.stage === stage).length;
    if (count === 0 && (stage === 'declined' || stage === 'cancelled')) return [];
    return [`  ${stage.padEnd(12)}${'█'.repeat(Math.min(barMost, count))} ${count}`];
  });
  const parked = returns.filter(({ problem }) => problem !== null).length;
  return [...bars, `  ${'for a person'.padEnd(12)} ${parked}`, '', ...amountsOf(returns)];
}

function amountsOf(returns: Look['returns']): readonly string[] {
  const sums = new Map<string, { erp: bigint; shopify: bigint }>();
  for (const { currency, erpAmount, shopifyAmount } of returns) {
    if (currency === null) continue;
    const sum = sums.get(currency) ?? { erp: 0n, shopify: 0n };
    if (erpAmount !== null) sum.erp += parseDecimal(erpAmount, currency);
    if (shopifyAmount !== null) sum.shopify += parseDecimal(shopifyAmount, currency);
    sums.set(currency, sum);
  }
  return [...sums].map(([currency, { erp, shopify }]) => {
    const [said, paid] = [formatDecimal(erp, currency), formatDecimal(shopify, currency)];
    return `  ${currency}: NetSuite says ${said}, Shopify has paid back ${paid}`;
  });
}

function conclusionOf(summary: Summary, judgement: Judgement): readonly string[] {
  const verdicts = lawNumbers.flatMap((number) => {
    const { checked, violations } = judgement[number];
    const held = checked > 0 && violations.length === 0 ? 'held  ' : 'BROKEN';
    const line = `  ${held} ${number}. ${laws[number].name} (${checked} checks)`;
    return [line, ...violations.slice(0, 20).map((each) => `           ${each}`)];
  });
  const { finished, parked, returns, seconds, shopify, netsuite } = summary;
  return [
    '',
    `${returns} returns in ${seconds} s: ${finished} finished, ${parked} wait for a person.`,
    ...summary.waiting.map((each) => `  ${each.return} ${each.code}: ${each.detail}`),
    `NetSuite credited ${moneyOf(netsuite.creditedMinor)}, Shopify paid back ${moneyOf(shopify.refundedMinor)}.`,
    `A return took ${shopify.pointsPerReturn} Shopify points and ${netsuite.callsPerReturn} NetSuite calls.`,
    ...verdicts,
  ];
}

function moneyOf(sums: Readonly<Record<string, string>>): string {
  const amounts = Object.entries(sums).map(
    ([currency, minor]) => `${formatDecimal(BigInt(minor), currency)} ${currency}`,
  );
  return amounts.length === 0 ? 'nothing' : amounts.join(', ');
}

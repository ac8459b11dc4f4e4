import type { Judgement } from './laws/judge.ts';
import { lawNumbers, laws } from './laws/judge.ts';
import type { Look } from './play.ts';
import type { Summary } from './summary.ts';

export interface Screen {
  note(text: string): void;
  /** The page is up. */
  open(url: string): void;
  look(look: Look): void;
  conclude(summary: Summary, judgement: Judgement): void;
  close(): void;
}

/** Plain lines. */
export function createScreen(options: {
  readonly out: NodeJS.WriteStream;
  readonly json: boolean;
}): Screen {
  const startedAt = performance.now();
  const { out, json } = options;
  const print = (text: string) => {
    if (json) return;
    const at = ((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6);
    out.write(`${at}  ${text}\n`);
  };
  return {
    note: print,
    open: (url) => print(`the page: ${url}`),
    look: () => undefined,
    conclude: (summary, judgement) => {
      for (const number of lawNumbers) {
        const { checked, violations } = judgement[number];
        const held = checked > 0 && violations.length === 0 ? 'held  ' : 'BROKEN';
        print(`${held} ${number}. ${laws[number].name} (${checked} checks)`);
        for (const violation of violations.slice(0, 20)) print(`         ${violation}`);
      }
      print(JSON.stringify({ ...summary, findings: undefined }));
    },
    close: () => undefined,
  };
}

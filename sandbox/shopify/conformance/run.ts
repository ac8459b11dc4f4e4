import { startSimulator } from './client.ts';
import { createDocumentJudge } from './document.ts';
import { printPath } from './json.ts';
import { loadLibrary } from './load.ts';
import { type Replayed, replayRecording } from './replay.ts';
import { linesOf, summaryOf, type Verdict, verdictOf } from './report.ts';

export interface ConformanceOptions {
  folder: string;
  /** Only recordings whose file name contains this. */
  only?: string | undefined;
  verbose?: boolean;
  /** One JSON document at the end instead of lines. */
  json?: boolean;
  write(line: string): void;
}

/**
 * Replays every recording of a folder against a simulator started for it, and says for each
 * exchange whether the answer was the store's. Passed when the required share is reproduced.
 */
export async function runConformance(
  options: ConformanceOptions,
): Promise<Verdict & { replayed: Replayed[] }> {
  const { folder, only = '', verbose = false, json = false, write } = options;
  const library = loadLibrary(folder);
  const judge = createDocumentJudge();
  const simulator = await startSimulator('conformance');
  const replayed: Replayed[] = [];
  try {
    for (const recording of library.recordings) {
      if (!recording.name.includes(only)) continue;
      const one = await replayRecording(simulator, judge, library, recording).catch(
        (error: unknown) => String(error),
      );
      if (typeof one === 'string') {
        library.unreadable.push({ file: recording.name, reason: one });
        continue;
      }
      replayed.push(one);
      if (!json)
        for (const outcome of one.outcomes)
          for (const line of linesOf(one.recording, outcome, verbose)) write(line);
    }
  } finally {
    await simulator.close();
  }
  const { unreadable } = library;
  const verdict = verdictOf(replayed, unreadable.length);
  if (json)
    write(JSON.stringify({ ...verdict, unreadable, recordings: replayed.map(asJson) }, null, 2));
  else {
    for (const { file, reason } of unreadable) write(`unreadable    ${file} ${reason}`);
    for (const line of summaryOf(verdict)) write(line);
  }
  return { ...verdict, replayed };
}

const asJson = ({ recording, order, outcomes }: Replayed) => ({
  recording,
  order,
  exchanges: outcomes.map(({ exchange, ...outcome }) => ({
    at: printPath(exchange.path),
    ...outcome,
  })),
});

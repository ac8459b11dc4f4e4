import type { PlannedReturn } from './plan.ts';

/** What the actors have agreed on and done; it outlives the app's death. */
export interface Diary {
  /** The plan of a Shopify return, by the number at the end of its id; undefined for others. */
  planOf(returnNumber: string): PlannedReturn | undefined;
  begin(returnId: string, plan: PlannedReturn): void;
  begun(): readonly { readonly returnId: string; readonly plan: PlannedReturn }[];
  /** Tells the audience. */
  note(text: string): void;
  /** Notes a refusal of a simulator; the actor tries again later. */
  mishap(what: string, error: unknown): void;
  mishaps(): readonly string[];
  /** True once `delayMs` have passed since this was first asked for: people take their time. */
  due(what: string, delayMs: number): boolean;
}

/** An empty diary; `tell` hears every line written into it. */
export function createDiary(tell: (text: string) => void): Diary {
  const plans = new Map<string, { returnId: string; plan: PlannedReturn }>();
  const firstAsked = new Map<string, number>();
  const mishaps: string[] = [];
  return {
    planOf: (returnNumber) => plans.get(returnNumber)?.plan,
    begin: (returnId, plan) => void plans.set(numberOf(returnId), { returnId, plan }),
    begun: () => [...plans.values()],
    note: tell,
    mishap: (what, error) => {
      const reason = error instanceof Error ? error.message : String(error);
      mishaps.push(`${what}: ${reason}`);
      tell(`${what} was refused: ${reason.slice(0, 160)}`);
    },
    mishaps: () => mishaps,
    due: (what, delayMs) => {
      const now = performance.now();
      const since = firstAsked.get(what);
      if (since === undefined) firstAsked.set(what, now);
      return now - (since ?? now) >= delayMs;
    },
  };
}

/** `gid://shopify/Return/1` → `1`. */
export function numberOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

import { z } from 'zod';
import type { Stage } from '../domain/stage.ts';
import { stages } from '../domain/stage.ts';
import type { ReturnJson } from './router.ts';

/** Which returns a reader wants to see; everything comes from the address, so a view can be shared. */
export interface View {
  readonly show: 'all' | 'open' | 'person' | 'ended';
  readonly stage: Stage | null;
  readonly find: string;
}

const viewSchema = z.object({
  show: z.enum(['all', 'open', 'person', 'ended']).catch('all'),
  stage: z.enum(stages).nullable().catch(null),
  find: z.string().max(100).catch(''),
});

/** Reads a view from a query string; what it does not understand shows everything. */
export function readView(query: unknown): View {
  return viewSchema.parse(typeof query === 'object' && query !== null ? query : {});
}

/** The address of a view, with some of it changed. */
export function addressOf(view: View, change: Partial<View> = {}): string {
  const wanted = { ...view, ...change };
  const query = new URLSearchParams();
  if (wanted.show !== 'all') query.set('show', wanted.show);
  if (wanted.stage !== null) query.set('stage', wanted.stage);
  if (wanted.find !== '') query.set('find', wanted.find);
  return query.size === 0 ? '/' : `/?${query}`;
}

/** The returns that a view asks for, in the order they came. */
export function inView(returns: readonly ReturnJson[], view: View): readonly ReturnJson[] {
  const wanted = view.find.trim().toLowerCase();
  return returns.filter(
    (one) =>
      isShown(one, view.show) &&
      (view.stage === null || one.stage === view.stage) &&
      [one.name, one.order, one.rma ?? '', one.problem ?? ''].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
  );
}

/** Whether a return belongs under one of the four headings. */
export function isShown(one: ReturnJson, show: View['show']): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'open':
      return !one.ended;
    case 'person':
      return one.problem !== null;
    case 'ended':
      return one.ended;
    default:
      return show satisfies never;
  }
}

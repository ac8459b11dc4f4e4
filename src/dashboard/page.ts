import type { ReturnJson } from './router.ts';
export function page(returns: readonly ReturnJson[], stages: readonly string[]): string {
  return `<!doctype html><title>Backhaul</title><p>${returns.length} returns, ${stages.length} stages</p>`;
}

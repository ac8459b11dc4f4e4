import { Problem } from '../../domain/problem.ts';
import type { Page } from './shapes/page.ts';

/**
 * Every node of a connection whose first page is there already, so that nothing is cut off silently.
 * `next` returns null when the object has gone meanwhile, which throws `shopify-answer-unreadable`,
 * retry `free`: the whole look begins again.
 */
export async function readAllPages<Node>(
  first: Page<Node>,
  next: (after: string) => Promise<Page<Node> | null>,
): Promise<readonly Node[]> {
  const nodes = [...first.nodes];
  let page: Page<Node> | null = first;
  while (page.pageInfo.hasNextPage && page.pageInfo.endCursor !== null) {
    page = await next(page.pageInfo.endCursor);
    if (page === null) {
      throw new Problem('shopify-answer-unreadable', 'an object went away while it was read', {
        retry: 'free',
      });
    }
    nodes.push(...page.nodes);
  }
  return nodes;
}

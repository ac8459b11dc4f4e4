import type { RetryClass } from '../domain/problem.ts';
import { type OwnerRole, type ProblemCode, problems } from '../domain/problems.ts';
import { document } from './document.ts';
import { html } from './html.ts';

const reactions: Readonly<Record<RetryClass, string>> = {
  free: 'Nothing reached the other system. Backhaul tries again by itself, with growing pauses.',
  probe:
    'The change may have taken effect. Backhaul looks it up first, adopts what it finds, and sends again only what is certainly not there.',
  after: 'The other system refused for the moment. Backhaul waits and tries again.',
  never: 'Backhaul stops here until something changes. What does not depend on it goes on.',
};

const owners: Readonly<Record<OwnerRole, string>> = {
  ops: 'Operations',
  finance: 'Finance',
  warehouse: 'Warehouse',
  support: 'Support',
  admin: 'Administrator',
};

/** What one problem code means, how Backhaul reacts, what to do and who; null for an unknown code. */
export function problemPage(code: string): string | null {
  if (!isProblemCode(code)) return null;
  const { title, retry, owner, remedy } = problems[code];
  return document(
    `${title} · Backhaul`,
    html`<article class="problem">
<p class="problem-code">${code}</p>
<h1>${title}</h1>
<dl><dt>What to do</dt><dd>${remedy}</dd>
<dt>Who</dt><dd>${owners[owner]}</dd>
<dt>What Backhaul does</dt><dd>${reactions[retry]}</dd></dl>
<p><a href="/?show=person">Returns that need a person</a></p>
</article>`,
    false,
  );
}

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code);

import type { RetryClass } from '../domain/problem.ts';
import { type OwnerRole, type ProblemCode, problems } from '../domain/problems.ts';

const reactions: Readonly<Record<RetryClass, string>> = {
  free: 'Nothing reached the other system. Backhaul tries again by itself, with growing pauses, and goes on where it was.',
  probe:
    'The change may have taken effect although no usable answer came. Backhaul first looks it up by the key or external id that was recorded before it was sent; it adopts what it finds and sends again only what is certainly not there.',
  after:
    'The other system refused for the moment. Backhaul waits, for as long as it was told where it was told so, and tries again.',
  never:
    'Backhaul stops at this point and does not try again by itself: something must change first. What does not depend on it goes on.',
};

const owners: Readonly<Record<OwnerRole, string>> = {
  ops: 'Operations',
  finance: 'Finance',
  warehouse: 'Warehouse',
  support: 'Support',
  admin: 'Administrator',
};

/** One page per problem code under `docs/errors`, and their index, as path → text. */
export function errorPages(): ReadonlyMap<string, string> {
  const codes = Object.keys(problems) as ProblemCode[];
  const pages = codes.map((code) => [`docs/errors/${code}.md`, errorPage(code)] as const);
  return new Map([['docs/errors/README.md', errorIndex(codes)], ...pages]);
}

function errorPage(code: ProblemCode): string {
  const { title, retry, owner, remedy } = problems[code];
  return [
    `# ${code}`,
    '',
    '<!-- Made by `npm run docs` from src/domain/problems.ts. -->',
    '',
    `**What happened.** ${title}.`,
    '',
    `**How Backhaul reacts.** ${reactions[retry]}`,
    '',
    `**What to do.** ${remedy}`,
    '',
    `**Who.** ${owners[owner]}`,
    '',
    '[All codes](README.md)',
    '',
  ].join('\n');
}

function errorIndex(codes: readonly ProblemCode[]): string {
  return [
    '# Problem codes',
    '',
    '<!-- Made by `npm run docs` from src/domain/problems.ts. -->',
    '',
    'Logs, exceptions and the API name a problem by one of these codes.',
    '',
    '| code | what happened | who |',
    '|---|---|---|',
    ...codes.map((code) => {
      const { title, owner } = problems[code];
      return `| [\`${code}\`](${code}.md) | ${title} | ${owners[owner]} |`;
    }),
    '',
  ].join('\n');
}

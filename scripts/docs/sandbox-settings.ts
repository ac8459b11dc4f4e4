import { accountSwitches } from '../../sandbox/netsuite/settings.ts';
import { faultNames, faultsBody as netsuiteFaults } from '../../sandbox/netsuite/tenant.ts';
import { faultsBody as shopifyFaults } from '../../sandbox/shopify/faults.ts';
import { shopSwitches } from '../../sandbox/shopify/switches.ts';

/** What each fault does; a fault without a line here fails the making of the page. */
const faultMeanings: Readonly<Record<string, string>> = {
  throttle: 'The call is refused with THROTTLED.',
  error502: 'The call is answered 502 before anything happens.',
  dropReplyAfterCommit: 'The change is made, then the connection breaks.',
  delayMs: 'Milliseconds that the call is held up.',
  'webhook.duplicate': 'The delivery is sent twice.',
  'webhook.reorder': 'The delivery changes places with the next one.',
  'webhook.drop': 'The delivery is never sent.',
  'webhook.delayMs': 'Milliseconds that the delivery is held up.',
  concurrency429Share: 'The call is refused for concurrency.',
  error500: 'The call is answered 500 before anything happens.',
  expireTokens: 'The access token of the call has run out.',
  recordChanged: 'A write is refused because the record has been changed.',
  loseReplyAfterCommit: 'The change is made, then the connection breaks.',
  commitAfterClientGaveUpMs:
    'The connection breaks first; the change is made so many milliseconds later.',
};

/** The text of `docs/sandbox-settings.md`: switches and faults of both simulators, from their own tables. */
export function sandboxSettingsMarkdown(): string {
  const { webhook, ...shopifyCalls } = shopifyFaults.shape;
  const webhookFaults = Object.keys(webhook.unwrap().shape).map((name) => `webhook.${name}`);
  return [
    '# Settings and faults of the simulators',
    '',
    '<!-- Made by `npm run docs` from sandbox/shopify/switches.ts, sandbox/netsuite/settings.ts and the fault bodies. -->',
    '',
    'Read with `GET /_sandbox/settings` and `GET /_sandbox/faults`, set with `POST` and a body that names only what changes. Names and values are checked; nothing is changed by a body with a mistake in it.',
    '',
    '## Shopify: settings',
    '',
    ...switchTable(shopSwitches),
    '## Shopify: faults',
    '',
    ...faultTable([...Object.keys(shopifyCalls), ...webhookFaults]),
    '## NetSuite: settings',
    '',
    ...switchTable(accountSwitches),
    '## NetSuite: faults',
    '',
    ...faultTable([
      ...faultNames,
      ...Object.keys(netsuiteFaults.shape).filter(
        (name) => !(faultNames as readonly string[]).includes(name),
      ),
    ]),
    'A fault is a share of the calls (`0.1`), a share of some (`{"share": 0.5, "match": "refundCreate"}`), or the next so many (`{"next": 1, "match": "returnAuthorization"}`); `match` is a part of the operation or path. A delay is a number of milliseconds, or `{"ms": 2000, "next": 3}`.',
    '',
  ].join('\n');
}

function switchTable(
  switches: Readonly<Record<string, { default: unknown; description: string }>>,
): readonly string[] {
  return [
    '| setting | default | meaning |',
    '|---|---|---|',
    ...Object.entries(switches).map(
      ([name, one]) =>
        `| \`${name}\` | \`${JSON.stringify(one.default)}\` | ${cell(one.description)} |`,
    ),
    '',
  ];
}

function faultTable(names: readonly string[]): readonly string[] {
  return [
    '| fault | what happens |',
    '|---|---|',
    ...names.map((name) => {
      const meaning = faultMeanings[name];
      if (meaning === undefined)
        throw new Error(`scripts/docs says nothing about the fault ${name}`);
      return `| \`${name}\` | ${meaning} |`;
    }),
    '',
  ];
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

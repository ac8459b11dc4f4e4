import { fileSettings, type SchemaNode } from './json-schema.ts';
import { type Setting, settings } from './settings.ts';

const groups: Readonly<Record<Setting['group'], string>> = {
  process: 'Process',
  shopify: 'Shopify (one store)',
  netsuite: 'NetSuite (one account)',
  notices: 'Messages',
};

/** The text of `docs/configuration.md`, made from the two tables of settings. */
export function configurationMarkdown(): string {
  const all: readonly Setting[] = settings;
  const tables = Object.entries(groups).map(([group, title]) =>
    [
      `### ${title}`,
      '',
      '| variable | default | meaning |',
      '|---|---|---|',
      ...all.filter((one) => one.group === group).map(settingRow),
      '',
    ].join('\n'),
  );
  return [
    '# Configuration',
    '',
    '<!-- Made by `npm run docs`; edit src/config/settings.ts and src/config/file-meanings.ts. -->',
    '',
    'Where Backhaul runs and its secrets come from the environment, business settings from a YAML file. Everything is checked at start; all faults are told at once, each with its remedy.',
    '',
    '## Environment',
    '',
    'A variable marked **secret** can also be read from a file: set `<NAME>_FILE` to its path. An empty variable counts as not set.',
    '',
    ...tables,
    '## Configuration file',
    '',
    '`CONFIG_FILE` describes one or several shops. Its JSON schema is [config.schema.json](config.schema.json); for completion in an editor begin the file with `# yaml-language-server: $schema=./docs/config.schema.json`. Unknown names are refused. Ids are text: write them in quotes.',
    '',
    '```yaml',
    exampleFile,
    '```',
    '',
    'Credentials stand in the file by reference: the value is the *name* of an environment variable (`<NAME>_FILE` works too), so that each shop can have its own.',
    '',
    '| setting | values | default | meaning |',
    '|---|---|---|---|',
    ...fileSettings().map(([path, node]) => fileRow(path, node)),
    '',
  ].join('\n');
}

/** The text of `.env.example`. */
export function environmentExample(): string {
  const all: readonly Setting[] = settings;
  const blocks = Object.entries(groups).flatMap(([group, title]) => [
    `# ---- ${title}`,
    ...all.filter((one) => one.group === group).flatMap(environmentLines),
    '',
  ]);
  return [
    '# Copy to .env and fill in. Made by `npm run docs` from src/config/settings.ts.',
    '# A secret can also be read from a file: <NAME>_FILE=/path/to/file',
    '',
    ...blocks,
  ].join('\n');
}

function environmentLines(setting: Setting): readonly string[] {
  const value = setting.fallback ?? setting.example ?? '';
  const secret = setting.secret ? ' (secret)' : '';
  return [`# ${setting.meaning}${secret}`, `# ${setting.name}=${value}`];
}

function settingRow(setting: Setting): string {
  const name = `\`${setting.name}\`${setting.secret ? ' **secret**' : ''}`;
  const fallback = setting.fallback === null ? '' : `\`${setting.fallback}\``;
  const example = setting.example === null ? '' : ` Example: \`${setting.example}\`.`;
  return `| ${name} | ${fallback} | ${cell(setting.meaning + example)} |`;
}

function fileRow(path: string, node: SchemaNode): string {
  const fallback = node.default === undefined ? '' : `\`${JSON.stringify(node.default)}\``;
  return `| \`${path}\` | ${cell(valuesOf(node))} | ${cell(fallback)} | ${cell(node.description ?? '')} |`;
}

function valuesOf(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((one) => `\`${String(one)}\``).join(', ');
  if (node.anyOf !== undefined) return node.anyOf.map(valuesOf).join(' or ');
  if (node.type === 'array') return `list of ${valuesOf(node.items ?? {})}`;
  if (node.type === 'object' && typeof node.additionalProperties === 'object') {
    return `map to ${valuesOf(node.additionalProperties)}`;
  }
  return [node.type ?? 'anything'].flat().join(' or ');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A file that a test reads, so that the documented example stays valid. */
export const exampleFile = `shops:
  - domain: your-store.myshopify.com
    startAt: "2026-12-01T00:00:00+01:00"
    timeZone: Europe/Berlin
    policy:
      netsuiteMode: observe
      approvesRma: true
      money:
        approvalAboveMinor: 50000
    mappings:
      returnLocation: "7"
      locations:
        "7": gid://shopify/Location/24826418
      payments:
        "*": { paymentOption: "5", account: "120" }
    shopify:
      plan: plus
    netsuite:
      account: "1234567"
      concurrencyLimit: 4
    notices:
      shopName: Your Store
      replyTo: returns@example.com`;

import { type Config, loadProcessConfig } from '../config.ts';
import { attempt, type Check, ok, warn } from './doctor/check.ts';
import { checkLedger } from './doctor/check-ledger.ts';
import { checkMappings } from './doctor/check-mappings.ts';
import { checkNetsuite } from './doctor/check-netsuite.ts';
import { checkShopify } from './doctor/check-shopify.ts';

interface Section {
  readonly about: string;
  readonly checks: readonly Check[];
}

/**
 * Checks configuration, ledger, queue and, for each shop, everything in Shopify and NetSuite that can
 * be asked without writing. Prints each check with its remedy. Returns 1 when one failed.
 */
export async function doctor(options: { readonly json: boolean }): Promise<number> {
  const sections: Section[] = [];
  const add = (about: string, checks: readonly Check[]) => {
    sections.push({ about, checks });
    if (!options.json) process.stdout.write(textOf({ about, checks }));
  };
  let config: Config | null = null;
  const configuration = await attempt('configuration', async () => {
    config = loadProcessConfig();
    return [
      ok('configuration', `valid for ${config.shops.map(({ id }) => id).join(', ')}`),
      ...notes(config),
    ];
  });
  add('configuration', configuration);
  // A closure assigned it, which the compiler does not follow.
  const loaded = config as Config | null;
  if (loaded !== null) {
    add('this machine', await checkLedger(loaded));
    for (const shop of loaded.shops) {
      add(shop.id, checkMappings(shop));
      add(`${shop.id}, Shopify`, await checkShopify(shop, loaded.publicUrl));
      add(`${shop.id}, NetSuite`, await checkNetsuite(shop));
    }
  }
  const failed = sections.some(({ checks }) => checks.some(({ state }) => state === 'fail'));
  if (options.json) process.stdout.write(`${JSON.stringify({ ok: !failed, sections })}\n`);
  return failed ? 1 : 0;
}

function notes(config: Config): readonly Check[] {
  // What the embedded profile means is said beside the ledger.
  return config.notes
    .filter((note) => !note.startsWith('The embedded ledger'))
    .map((note) => warn('note', note, 'Change it if it is not meant so.'));
}

function textOf({ about, checks }: Section): string {
  const lines = checks.map(
    ({ state, name, detail, remedy }) =>
      `  ${state.padEnd(4)}  ${name}: ${detail}${remedy === null ? '' : `\n        → ${remedy}`}`,
  );
  return `${about}\n${lines.join('\n')}\n`;
}

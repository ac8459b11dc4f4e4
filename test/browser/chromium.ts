import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { z } from 'zod';

/**
 * A headless Chromium, or the reason why this machine has none. On x64 Linux it comes with `npm ci`
 * and brings the libraries and the fonts it needs, so that nothing of the system's is asked for;
 * elsewhere an installed one is used. One that is there and does not start is an error.
 */
export async function openChromium(): Promise<Browser | { readonly missing: string }> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = await unpacked();
    return await chromium.launch({
      executablePath: join(folder, 'chromium'),
      env: {
        ...process.env,
        LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
        FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      },
    });
  }
  const installed = places.find((place) => existsSync(place));
  if (installed !== undefined) return await chromium.launch({ executablePath: installed });
  return {
    missing: `the packed Chromium is for x64 Linux, and none of ${places.join(', ')} is here`,
  };
}

const places = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The folder of the unpacked browser, made once per version and kept for later runs. */
async function unpacked(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const home = dirname(dirname(entry));
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')));
  const folder = join(tmpdir(), `backhaul-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const mine = `${folder}.${process.pid}`;
  await mkdir(mine, { recursive: true });
  // The package unpacks into the temporary folder of its process, and its libraries only on a cloud
  // function: hence a process with a temporary folder of its own, which unpacks them by name.
  const program = `
    const { default: packed, inflate } = await import(${JSON.stringify(pathToFileURL(entry).href)});
    await packed.executablePath();
    await inflate(${JSON.stringify(join(home, 'bin', 'al2023.tar.br'))});`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, TMPDIR: mine },
  });
  await writeFile(join(mine, 'fonts.conf'), fontsIn(folder));
  // Moved as a whole: another run sees all of it or nothing.
  await rename(mine, folder).catch(() => rm(mine, { recursive: true, force: true }));
  return folder;
}

/** The packed fonts alone, so that lines break at the same place on every machine. */
const fontsIn = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

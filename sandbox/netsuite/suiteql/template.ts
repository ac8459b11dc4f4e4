import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { functionsDdl } from './tables.ts';

/**
 * A fresh engine with the functions in it. Making one from nothing costs seconds, so the first leaves an
 * image of itself in the temporary folder for the next; whatever is wrong with the image, one is made anew.
 */
export async function bootEngine(): Promise<PGlite> {
  const path = await imagePath();
  const image = await readImage(path);
  if (image !== null) {
    try {
      return await PGlite.create({ loadDataDir: image });
    } catch {
      // A damaged image: fall through and replace it.
    }
  }
  const engine = await PGlite.create();
  await engine.exec(functionsDdl);
  await saveImage(path, engine).catch(() => undefined);
  return engine;
}

/** Named after the installed engine and our functions: another version of either makes its own image. */
async function imagePath(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { size, mtimeMs } = await stat(entry);
  const content = createHash('sha256').update(`${entry} ${size} ${mtimeMs}\n${functionsDdl}`);
  const name = `engine-${content.digest('hex').slice(0, 16)}.tar`;
  return join(tmpdir(), `backhaul-sandbox-${userInfo().uid}`, name);
}

/** Only a file that nobody else could have written is loaded. */
async function readImage(path: string): Promise<Blob | null> {
  try {
    const facts = await stat(path);
    if (facts.uid !== userInfo().uid || (facts.mode & 0o022) !== 0) return null;
    return new Blob([await readFile(path)]);
  } catch {
    return null;
  }
}

async function saveImage(path: string, engine: PGlite): Promise<void> {
  const image = await engine.dumpDataDir('none');
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomUUID()}`;
  await writeFile(unfinished, Buffer.from(await image.arrayBuffer()), { mode: 0o600 });
  await rename(unfinished, path);
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json, JsonRecord } from './json.ts';
import { isRecord } from './json.ts';
import { parseSpecification, type Specification } from './specification.ts';

/** One recording with the specifications that speak of it. */
export interface Recording {
  name: string;
  /** API version the store was asked at, such as `2026-04`; empty where it is not told. */
  apiVersion: string;
  content: JsonRecord;
  specifications: Specification[];
}

export interface Library {
  recordings: Recording[];
  /** A document or variables file of `requests/`, by its base name. */
  request(fileName: string): string | undefined;
  unreadable: { file: string; reason: string }[];
}

const readJson = (file: string): Json => JSON.parse(readFileSync(file, 'utf8'));

const filesIn = (folder: string, ending: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ending))
        .sort()
    : [];

/**
 * A recording `2026-04__orders__x.json` is the capture file `…/2026-04/orders/x.json` of a
 * specification; where the folder was not flattened, the same holds of its sub-folders.
 */
const isCaptureOf = (capture: string, name: string): boolean => {
  const own = name.replaceAll('__', '/');
  return capture === own || capture.endsWith(`/${own}`);
};

/**
 * Reads a folder of recordings: `*.json` beside `specs/` and `requests/`. A file that cannot be
 * read is listed, never skipped in silence.
 */
export function loadLibrary(folder: string): Library {
  const unreadable: Library['unreadable'] = [];
  const attempt = <Value>(file: string, read: () => Value): Value | undefined => {
    try {
      return read();
    } catch (error) {
      unreadable.push({ file, reason: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  };
  const specifications = filesIn(path.join(folder, 'specs'), '.json').flatMap((name) => {
    const read = attempt(`specs/${name}`, () =>
      parseSpecification(readJson(path.join(folder, 'specs', name))),
    );
    return read === undefined ? [] : [read];
  });
  const requests = new Map(
    ['graphql', 'json'].flatMap((ending) =>
      filesIn(path.join(folder, 'requests'), `.${ending}`).map((name): [string, string] => [
        path.basename(name),
        path.join(folder, 'requests', name),
      ]),
    ),
  );
  const names = filesIn(folder, '.json').filter((name) => !/^(specs|requests)[\\/]/.test(name));
  const recordings = names.flatMap((name): Recording[] => {
    const content = attempt(name, () => readJson(path.join(folder, name)));
    if (content === undefined) return [];
    if (!isRecord(content)) {
      unreadable.push({ file: name, reason: 'not an object' });
      return [];
    }
    const own = specifications.filter((specification) =>
      specification.captures.some((capture) => isCaptureOf(capture, name)),
    );
    const told = typeof content['apiVersion'] === 'string' ? content['apiVersion'] : undefined;
    const apiVersion =
      told ??
      name.match(/\d{4}-\d{2}/)?.[0] ??
      own.find((specification) => specification.apiVersion !== undefined)?.apiVersion ??
      '';
    return [{ name: name.replace(/\.json$/, ''), apiVersion, content, specifications: own }];
  });
  return {
    recordings,
    unreadable,
    request: (fileName) => {
      const file = requests.get(path.basename(fileName));
      return file === undefined ? undefined : readFileSync(file, 'utf8');
    },
  };
}

import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Complaints } from './complaints.ts';
import { configFileSchema, type FileShop } from './file-schema.ts';

/**
 * Reads the shops out of the configuration file's text. Every fault is told with the path of its key
 * and, for YAML itself, with the line; null when there is any.
 */
export function readConfigFile(text: string, complaints: Complaints): readonly FileShop[] | null {
  const document = parseDocument(text, { uniqueKeys: true });
  for (const error of document.errors) {
    const [first = 'it is not YAML'] = error.message.split('\n');
    complaints.add('CONFIG_FILE', first.replace(/:$/, ''), 'Correct the YAML');
  }
  if (document.errors.length > 0) return null;
  const parsed = configFileSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data.shops;
  for (const issue of parsed.error.issues) complain(issue, complaints);
  return null;
}

function complain(issue: z.core.$ZodIssue, complaints: Complaints): void {
  const at = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      complaints.add(
        at === '' ? key : `${at}.${key}`,
        'there is no such setting',
        'Remove it or correct its name; docs/configuration.md lists them all',
      );
    }
    return;
  }
  const wrong = issue.message.replace(/^Invalid input: /, '');
  complaints.add(at === '' ? 'CONFIG_FILE' : at, wrong, remedyOf(issue));
}

function remedyOf(issue: z.core.$ZodIssue): string {
  // YAML reads an unquoted id as a number, and long ones lose digits.
  if (issue.code === 'invalid_type' && issue.expected === 'string') {
    return 'Write it as text, in quotes';
  }
  return 'Correct it; docs/configuration.md says what may stand here';
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');

import { Problem } from '../domain/problem.ts';

/** One thing wrong with the configuration. Never holds the value: it may be a secret. */
export interface Complaint {
  readonly key: string;
  readonly wrong: string;
  readonly remedy: string;
}

export interface Complaints {
  /** Notes a fault and goes on, so that all of them are told at once. */
  add(key: string, wrong: string, remedy: string): void;
  /** Throws one `config-invalid` that names everything noted so far, if there is anything. */
  throwIfAny(): void;
}

/** Collects what is wrong, so that the reader corrects it in one go. */
export function createComplaints(): Complaints {
  const found: Complaint[] = [];
  return {
    add: (key, wrong, remedy) => {
      found.push({ key, wrong, remedy });
    },
    throwIfAny: () => {
      if (found.length > 0) throw configInvalid(found);
    },
  };
}

function configInvalid(complaints: readonly Complaint[]): Problem {
  const lines = complaints.map(({ key, wrong, remedy }) => `${key}: ${wrong}. ${remedy}.`);
  const count = complaints.length === 1 ? 'One setting is' : `${complaints.length} settings are`;
  const detail: Record<string, string> = {};
  for (const [at, { key }] of complaints.entries()) {
    const line = lines[at] ?? '';
    detail[key] = detail[key] === undefined ? line : `${detail[key]} ${line}`;
  }
  return new Problem('config-invalid', `${count} not valid.\n- ${lines.join('\n- ')}`, { detail });
}

import { Problem } from '../../domain/problem.ts';
import type { SuiteqlRow } from './suiteql.ts';

/** A column that must have a value; its absence is `netsuite-answer-unreadable`. */
export function requiredColumn(row: SuiteqlRow, name: string): string {
  const value = row[name];
  if (value === undefined) {
    throw new Problem('netsuite-answer-unreadable', `A row came without ${name}`);
  }
  return value;
}

/** NetSuite's booleans are T and F; an absent one is false. */
export function isTrue(value: string | undefined): boolean {
  return value === 'T';
}

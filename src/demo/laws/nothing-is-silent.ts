import type { Law } from './evidence.ts';

/**
 * Law 7: every return is known; each that is not over says in one sentence what it waits for, at
 * every moment of the run; each that needs a person has an open exception with owner and remedy.
 */
export const nothingIsSilent: Law = ({ cases, app, watched }) => {
  const violations: string[] = [...watched.unanswered];
  let checked = watched.answersAsked;
  for (const { trueReturn, shown } of cases) {
    checked += 1;
    const { name } = trueReturn;
    if (shown === null) {
      violations.push(`${name} is unknown to the app`);
      continue;
    }
    if (shown.ended) continue;
    if (!isSentence(shown.waitsFor)) violations.push(`${name} does not say what it waits for`);
    if (shown.problem === null) {
      violations.push(`${name} is neither over nor before a person: ${shown.waitsFor}`);
      continue;
    }
    const open = app.exceptions.filter(({ returnId }) => returnId === shown.id);
    const [its] = open;
    if (its === undefined) violations.push(`${name} has no open exception for ${shown.problem}`);
    if (open.some(({ owner, remedy, detail }) => owner === '' || remedy === '' || detail === '')) {
      violations.push(`${name} has an exception without owner, remedy or cause`);
    }
  }
  return { checked, violations };
};

function isSentence(text: string | null): boolean {
  return text !== null && text.trim().length > 3 && !text.includes('\n');
}

import type { Migration } from './migration.ts';

export const lastSending: Migration = {
  name: '0006-last-sending',
  minAppVersion: '0.1.0',
  sql: `
-- A key's age counts from the first sending, what may still be committed late from the last one.
alter table backhaul.effects add column last_sent_at timestamptz;
`,
};

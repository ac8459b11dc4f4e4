import { orders } from './0001-orders.ts';
import { returns } from './0002-returns.ts';
import { money } from './0003-money.ts';
import { people } from './0004-people.ts';
import { machinery } from './0005-machinery.ts';
import { lastSending } from './0006-last-sending.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, oldest first. Append only. */
export const migrations: readonly Migration[] = [
  orders,
  returns,
  money,
  people,
  machinery,
  lastSending,
];

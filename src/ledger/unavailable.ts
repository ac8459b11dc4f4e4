import { Problem } from '../domain/problem.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** PostgreSQL chose this transaction to end a deadlock, or could not serialize it. */
export const isDeadlock = (error: unknown): boolean => ['40P01', '40001'].includes(codeOf(error));

const connectionCodes = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'];
// 08: connection exception; 53: out of resources; 57P: shut down by an operator.
const sqlStateClasses = /^(08|53|57P)/;
const messages = /connection terminated|timeout exceeded when trying to connect|not queryable/i;

/** Whether the database could not be reached or went away, as opposed to having refused a statement. */
export const isUnavailable = (error: unknown): boolean =>
  connectionCodes.includes(codeOf(error)) ||
  sqlStateClasses.test(codeOf(error)) ||
  (error instanceof Error && messages.test(error.message));

/** The same error, or Problem `ledger-unavailable` if the database was away. */
export const translateUnavailable = (error: unknown): unknown =>
  isUnavailable(error)
    ? new Problem('ledger-unavailable', 'The ledger cannot be reached.', { cause: error })
    : error;

/**
 * One database session, for work that a transaction of the ledger cannot hold: schema changes.
 * Without `values` the text may be several statements.
 */
export interface SessionClient {
  query<R>(text: string, values?: readonly unknown[]): Promise<{ rows: R[] }>;
}

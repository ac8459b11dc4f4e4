/** One step of the schema. Forward only: a mistake is mended by the next step. */
export interface Migration {
  /** `NNNN-name`, as the file; applied in this order. */
  readonly name: string;
  /** The oldest program that can work on the schema after this step. */
  readonly minAppVersion: string;
  /** One or more statements; every name qualified, because the search path belongs to the queue. */
  readonly sql: string;
}

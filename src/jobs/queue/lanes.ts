/**
 * Jobs of one lane never wait for those of another. Money comes before other work on orders by having
 * a lane of its own.
 */
export const lanes = ['intake', 'orders-money', 'orders', 'notify', 'reconcile', 'poll'] as const;
export type Lane = (typeof lanes)[number];

/** Ids, never documents: whoever works the job reads again. */
export type JobData = Readonly<Record<string, string>>;

export interface RingOptions {
  /** Not before so many milliseconds from now. */
  readonly delayMs?: number;
  /**
   * Rings with the same id become one, until a worker takes it up; then the next one waits for that
   * worker to end. A delayed ring does not stand in the way of one without delay, and a later delayed
   * ring takes the place of the earlier.
   */
  readonly dedupeId?: string;
  /** 1 is the most urgent; without it a ring comes before all that have one. */
  readonly priority?: number;
}

export interface Ring extends RingOptions {
  readonly lane: Lane;
  readonly name: string;
  readonly data: JobData;
}

export interface Job {
  readonly id: string;
  readonly name: string;
  readonly data: JobData;
}

export type JobHandler = (job: Job) => Promise<void>;

/** When a scheduled job is due: a cron pattern in a time zone, or a fixed interval. */
export type Schedule =
  | { readonly cron: string; readonly timeZone: string }
  | { readonly everyMs: number };

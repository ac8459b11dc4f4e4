/** The time both simulators live in: the real time plus whatever a test advanced it by. */
export type Clock = {
  now(): Date;
  /** Moves the time forward; timers that were already started keep running on real time. */
  advance(milliseconds: number): void;
};

/** A clock that starts at `startAt` (default: now) and runs at the speed of the real one. */
export function createClock(options: { startAt?: Date } = {}): Clock {
  let offsetMs = options.startAt === undefined ? 0 : options.startAt.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (milliseconds) => {
      offsetMs += milliseconds;
    },
  };
}

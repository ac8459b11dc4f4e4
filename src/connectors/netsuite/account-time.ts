import { Problem } from '../../domain/problem.ts';

const pattern = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;
const quarterHourMs = 15 * 60_000;
const dayMs = 24 * 60 * 60_000;

/**
 * Text of a moment on the account's wall clock, `YYYY-MM-DD HH24:MI:SS`, as if it were UTC. Only good
 * for differences. Throws `netsuite-answer-unreadable` for any other text.
 */
export function wallClockMs(accountTime: string): number {
  if (!pattern.test(accountTime)) {
    throw new Problem('netsuite-answer-unreadable', `"${accountTime}" is not an account time`);
  }
  return Date.parse(`${accountTime.replace(' ', 'T')}Z`);
}

/** The reverse of `wallClockMs`. */
export function accountTimeOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * How far the account's wall clock is ahead of UTC, in minutes: -480 for Pacific standard time. Both
 * readings are of the same moment, give or take seven minutes; zones lie on quarters of an hour.
 */
export function offsetMinutes(accountNow: string, nowMs: number): number {
  const difference = wallClockMs(accountNow) - nowMs;
  const offsetMs = Math.round(difference / quarterHourMs) * quarterHourMs;
  // A wrong clock on either side must not shift dates by days.
  return ((((offsetMs + dayMs / 2) % dayMs) + dayMs) % dayMs) / 60_000 - 720;
}

/**
 * Writes an account time as ISO with its zone. The offset is today's: a moment on the other side of a
 * daylight-saving change is off by the hour of that change.
 */
export function isoOf(accountTime: string, offset: number): string {
  const wall = new Date(wallClockMs(accountTime)).toISOString().slice(0, 19);
  const minutes = Math.abs(offset);
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${hours}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Moves an account time by some minutes on its own wall clock. */
export function shiftAccountTime(accountTime: string, minutes: number): string {
  return accountTimeOf(wallClockMs(accountTime) + minutes * 60_000);
}

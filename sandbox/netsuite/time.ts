/** The wall-clock parts of an instant in a zone, as 'YYYY-MM-DD HH:MM:SS'. */
export function zonedText(at: Date, timeZone: string): string {
  const parts = formatter(timeZone).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}:${of('second')}`;
}

/** The date of an instant in a zone, YYYY-MM-DD. */
export function zonedDate(at: Date, timeZone: string): string {
  return zonedText(at, timeZone).slice(0, 10);
}

/** A UTC date-time without fractions, as REST records show it. */
export function utcText(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

import { type DestinationStream, pino, stdTimeFunctions } from 'pino';
import { redact, redactText } from './redact.ts';

/** What the rest of the product may do with a log. Fields come first, the sentence second. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  fatal(fields: object, message: string): void;
  /** A log that puts these fields on every line. */
  child(fields: Readonly<Record<string, unknown>>): Log;
}

/**
 * A log of JSON lines, to standard output unless told otherwise, written before the call returns.
 * Everything passes through `redact` first: a field, an error or a sentence cannot carry a token, a
 * mail address or a request body out.
 */
export function createLog(options: {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly destination?: DestinationStream;
}): Log {
  const { level, destination } = options;
  const settings = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // `redact` makes plain objects of errors itself; pino's own serializer would add their fields.
    serializers: { err: (error: unknown) => error },
  };
  return wrap(destination === undefined ? pino(settings) : pino(settings, destination));
}

function wrap(logger: ReturnType<typeof pino>): Log {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error' | 'fatal') =>
    (fields: object, message: string): void => {
      if (!logger.isLevelEnabled(level)) return;
      logger[level](redact(asFields(fields)), redactText(message));
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    child: (fields) => wrap(logger.child(Object.assign({}, redact(fields)))),
  };
}

const asFields = (fields: object): object => (fields instanceof Error ? { err: fields } : fields);

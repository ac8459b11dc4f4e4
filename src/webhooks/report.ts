import type { IncomingHttpHeaders } from 'node:http';
import type { ProblemCode } from '../domain/problems.ts';
import type { WebhookOutcomeKind } from './outcome.ts';
import { type Received, shopDomainOf } from './receive.ts';

/** What the intake tells the log; any pino logger will do. */
export interface IntakeLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

interface Entry {
  readonly level: keyof IntakeLog;
  readonly message: string;
  readonly code: ProblemCode | null;
}

const refused = (code: ProblemCode | null): Entry => ({
  level: 'warn',
  message: 'A webhook was refused',
  code,
});
const takenIn: Entry = { level: 'debug', message: 'A webhook was taken in', code: null };

const entries: Readonly<Record<WebhookOutcomeKind, Entry>> = {
  accepted: takenIn,
  duplicate: takenIn,
  'unknown-topic': {
    level: 'warn',
    message: 'A webhook needs a person',
    code: 'webhook-topic-unknown',
  },
  unreadable: { level: 'warn', message: 'A webhook needs a person', code: 'webhook-unreadable' },
  'signature-invalid': refused('webhook-signature-invalid'),
  'too-large': refused('webhook-too-large'),
  'encoding-refused': refused(null),
  'broken-off': refused(null),
  'ledger-down': {
    level: 'error',
    message: 'A webhook could not be recorded',
    code: 'ledger-unavailable',
  },
};

/** Writes one line about a delivery: where from, what about, how it ended. Never its body. */
export function report(log: IntakeLog, headers: IncomingHttpHeaders, received: Received): void {
  const { outcome, hint, cause } = received;
  const entry = entries[outcome.kind];
  log[entry.level](
    {
      outcome: outcome.kind,
      shop: hint?.shopId ?? shopDomainOf(headers).slice(0, 100),
      ...(entry.code === null ? {} : { code: entry.code }),
      ...(hint === null ? {} : { topic: hint.topic, subject: hint.subjectId }),
      ...(outcome.kind === 'signature-invalid' ? { reason: outcome.reason } : {}),
      ...(cause === null ? {} : { err: cause }),
    },
    entry.message,
  );
}

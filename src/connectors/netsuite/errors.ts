import { Problem } from '../../domain/problem.ts';
import type { ProblemCode } from '../../domain/problems.ts';
import { parseJson } from './json.ts';

/** Whether the request could have changed something: decides what an unclear answer means. */
export type RequestEffect = 'read' | 'write';

export interface ErrorAnswer {
  readonly status: number;
  readonly text: string;
  readonly wwwAuthenticate?: string | null;
}

export interface ErrorDetail {
  readonly code: string;
  readonly detail: string;
  readonly path: string | null;
}

type Verdict = ProblemCode | 'outcome-unclear';

/** Codes first, then the wording of the catch-all `USER_ERROR`; the first that fits wins. */
const byCode: Readonly<Record<string, Verdict>> = {
  CONCURRENCY_LIMIT_EXCEEDED: 'netsuite-concurrency',
  EXCEEDED_MAX_CONCUR_RQST: 'netsuite-concurrency',
  EXCEEDED_CONCURRENCY_LIMIT_BOTH: 'netsuite-concurrency',
  SSS_REQUEST_LIMIT_EXCEEDED: 'netsuite-concurrency',
  INVALID_LOGIN: 'netsuite-login-refused',
  INVALID_LOGIN_ATTEMPT: 'netsuite-login-refused',
  INVALID_LOGIN_CREDENTIALS: 'netsuite-login-refused',
  invalid_grant: 'netsuite-login-refused',
  invalid_client: 'netsuite-login-refused',
  invalid_request: 'netsuite-login-refused',
  unauthorized_client: 'netsuite-login-refused',
  RCRD_HAS_BEEN_CHANGED: 'netsuite-record-changed',
  UNIQUE_RCRD_ID_REQD: 'netsuite-duplicate',
  DUP_RCRD: 'netsuite-duplicate',
  DUP_RCRD_LINK: 'netsuite-duplicate',
  INSUFFICIENT_PERMISSION: 'netsuite-permission',
  CLOSED_TRAN_PRD: 'netsuite-period-closed',
  DATEPERIODMISMATCH: 'netsuite-period-closed',
  UNEXPECTED_ERROR: 'outcome-unclear',
  SERVICE_UNAVAILABLE: 'outcome-unclear',
  SSS_REQUEST_TIME_EXCEEDED: 'outcome-unclear',
  SSS_TIME_LIMIT_EXCEEDED: 'outcome-unclear',
};

const byWording: readonly (readonly [RegExp, Verdict])[] = [
  [/concurrent request limit/i, 'netsuite-concurrency'],
  [/already exists/i, 'netsuite-duplicate'],
  [/(?:does|do) not have (?:the )?permission|permission violation/i, 'netsuite-permission'],
  [/locked by a user defined workflow/i, 'netsuite-record-locked'],
  [/record has been changed/i, 'netsuite-record-changed'],
  [/(?:posting|accounting) period.*(?:closed|locked)|closed period/i, 'netsuite-period-closed'],
];

/** Where one envelope carries several details, the most careful reading wins. */
const careful: readonly Verdict[] = [
  'outcome-unclear',
  'netsuite-duplicate',
  'netsuite-login-refused',
  'netsuite-concurrency',
];

/**
 * Says what a refusal means and what may be done next. The error code and its wording decide; the
 * HTTP status only separates codes nobody has described (NetSuite answers the concurrency limit
 * with 429 and with 400, and a missing permission with 400 USER_ERROR). An answer without an
 * envelope comes from something in between and proves nothing: `netsuite-answer-unreadable`.
 */
export function problemOfAnswer(answer: ErrorAnswer, effect: RequestEffect): Problem {
  const details = errorDetails(answer);
  const first = details[0];
  if (first === undefined) return problemWithoutEnvelope(answer, effect);
  const verdicts = details.map((one) => ({ one, verdict: verdictOf(one, answer.status) }));
  const chosen =
    careful
      .map((verdict) => verdicts.find((candidate) => candidate.verdict === verdict))
      .find((candidate) => candidate !== undefined) ?? verdicts[0];
  const { one, verdict } = chosen ?? { one: first, verdict: 'netsuite-rejected' as const };
  const detail = {
    errorCode: one.code,
    status: String(answer.status),
    ...(one.path === null ? {} : { errorPath: one.path }),
  };
  const text = clip(one.detail === '' ? one.code : one.detail);
  if (verdict === 'outcome-unclear') return unclear(effect, text, detail);
  return new Problem(verdict, text, { detail });
}

/** The failure behind an answer that may or may not have taken effect. */
export function unclear(
  effect: RequestEffect,
  message: string,
  detail: Readonly<Record<string, string>> = {},
  cause?: unknown,
): Problem {
  const code = effect === 'write' ? 'netsuite-outcome-unknown' : 'netsuite-unreachable';
  return new Problem(code, message, { detail, cause });
}

function verdictOf(one: ErrorDetail, status: number): Verdict {
  const known = Object.hasOwn(byCode, one.code) ? byCode[one.code] : undefined;
  if (known !== undefined) return known;
  const worded = byWording.find(([pattern]) => pattern.test(one.detail));
  if (worded !== undefined) return worded[1];
  return status >= 500 && one.code !== 'USER_ERROR' ? 'outcome-unclear' : 'netsuite-rejected';
}

function problemWithoutEnvelope(answer: ErrorAnswer, effect: RequestEffect): Problem {
  const detail = { status: String(answer.status), body: clip(answer.text) };
  if (answer.status === 401 && answer.wwwAuthenticate) {
    return new Problem('netsuite-login-refused', clip(answer.wwwAuthenticate), { detail });
  }
  if (answer.status >= 500) return unclear(effect, `HTTP ${answer.status} without a body`, detail);
  return new Problem(
    'netsuite-answer-unreadable',
    `HTTP ${answer.status} without an error that NetSuite would send`,
    { detail, ...(effect === 'read' ? { retry: 'after' as const } : {}) },
  );
}

/** Reads the REST envelope, the RESTlet envelope, and the OAuth one; empty when it is none of them. */
export function errorDetails(answer: ErrorAnswer): readonly ErrorDetail[] {
  const body = objectOf(answer.text);
  if (body === null) return plainTextError(answer.text);
  const list = body['o:errorDetails'];
  if (Array.isArray(list)) {
    const details = list.filter(isObject).map((item) => ({
      code: textOf(item['o:errorCode']) || textOf(body['o:errorCode']),
      detail: textOf(item['detail']),
      path: textOf(item['o:errorPath']) || null,
    }));
    if (details.length > 0) return details;
  }
  const error = body['error'];
  if (isObject(error)) {
    return [{ code: textOf(error['code']), detail: textOf(error['message']), path: null }];
  }
  const code = textOf(error) || textOf(body['o:errorCode']) || textOf(body['name']);
  if (code === '') return [];
  const detail = textOf(body['error_description']) || textOf(body['message']);
  return [{ code, detail: detail || textOf(body['title']), path: null }];
}

/** A RESTlet that is asked for text answers `error code: X` and `error message: Y` on two lines. */
function plainTextError(text: string): readonly ErrorDetail[] {
  const code = /^error code:\s*(\S+)/im.exec(text)?.[1];
  if (code === undefined) return [];
  return [{ code, detail: /^error message:\s*(.*)$/im.exec(text)?.[1] ?? '', path: null }];
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = parseJson(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function clip(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

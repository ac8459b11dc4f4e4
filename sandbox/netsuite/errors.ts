export type ErrorCode =
  | 'INVALID_LOGIN'
  | 'INVALID_CONTENT'
  | 'INVALID_PARAMETER'
  | 'INVALID_HEADER'
  | 'NONEXISTENT_ID'
  | 'NONEXISTENT_RECORD'
  | 'METHOD_NOT_ALLOWED'
  | 'DUPLICATE_KEYS'
  | 'USER_ERROR'
  | 'UNIQUE_RCRD_ID_REQD'
  | 'DUP_RCRD'
  | 'RCRD_HAS_BEEN_CHANGED'
  | 'CLOSED_TRAN_PRD'
  | 'CONCURRENCY_LIMIT_EXCEEDED'
  | 'INSUFFICIENT_PERMISSION'
  | 'SERVICE_UNAVAILABLE'
  | 'UNEXPECTED_ERROR';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  // NetSuite really answers a 429 under this title.
  429: 'Bad Request',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A refusal in NetSuite's own terms; `code` decides what a client may do, the HTTP status does not. */
export class NetsuiteError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly path: string | undefined;
  readonly title: string | undefined;

  constructor(status: number, code: ErrorCode, detail: string, path?: string, title?: string) {
    super(detail);
    this.status = status;
    this.code = code;
    this.path = path;
    this.title = title;
  }

  /** The body of the REST error envelope. */
  envelope(): Record<string, unknown> {
    const anchor = this.status === 400 ? '#sec10.4.1' : '';
    return {
      type: `https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html${anchor}`,
      title: this.title ?? titles[this.status] ?? 'Error',
      status: this.status,
      'o:errorDetails': [
        {
          detail: this.message,
          ...(this.path === undefined ? {} : { 'o:errorPath': this.path }),
          'o:errorCode': this.code,
        },
      ],
    };
  }
}

/** A value that the field does not take, with the JSON path of the field. */
export function invalidValue(value: unknown, field: string, path: string): NetsuiteError {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return new NetsuiteError(
    400,
    'INVALID_CONTENT',
    `Error while accessing a resource. You have entered an Invalid Field Value ${shown} for the following field: ${field}`,
    path,
  );
}

/** A business rule's refusal, the way NetSuite words it: 400 USER_ERROR. */
export function userError(detail: string, path?: string): NetsuiteError {
  return new NetsuiteError(400, 'USER_ERROR', `Error while accessing a resource. ${detail}`, path);
}

/** The record is not there (or never was). */
export function recordMissing(): NetsuiteError {
  return new NetsuiteError(404, 'NONEXISTENT_ID', 'Record does not exist.');
}

/** Missing, forged or expired credentials. */
export function invalidLogin(): NetsuiteError {
  return new NetsuiteError(
    401,
    'INVALID_LOGIN',
    'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.',
  );
}

/** A RESTlet's refusal: always 400, with a code of SuiteScript's own open set. */
export class RestletError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Makes a RESTlet's refusal. */
export function restletError(code: string, message: string): RestletError {
  return new RestletError(code, message);
}

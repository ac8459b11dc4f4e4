import { describe, expect, it } from 'vitest';
import { problemOfAnswer } from '../../../src/connectors/netsuite/errors.ts';

function rest(code: string, detail: string, status = 400): { status: number; text: string } {
  const text = JSON.stringify({
    type: 'about:blank',
    title: 'Bad Request',
    status,
    'o:errorDetails': [{ detail, 'o:errorCode': code }],
  });
  return { status, text };
}
function restlet(code: string, message: string, status = 400) {
  return { status, text: JSON.stringify({ error: { code, message } }) };
}

const permission = 'Your current role does not have permission to perform this action.';
const workflow = 'This record has been locked by a user defined workflow.';

describe('what a refusal means', () => {
  const table: [string, { status: number; text: string }, string, string][] = [
    [
      'the concurrency limit as 429',
      rest('CONCURRENCY_LIMIT_EXCEEDED', 'x', 429),
      'netsuite-concurrency',
      'after',
    ],
    [
      'the concurrency limit as 400',
      rest('CONCURRENCY_LIMIT_EXCEEDED', 'x'),
      'netsuite-concurrency',
      'after',
    ],
    [
      'the concurrency limit by its words',
      rest('USER_ERROR', 'Concurrent request limit exceeded. Request blocked.'),
      'netsuite-concurrency',
      'after',
    ],
    [
      'the concurrency limit of a RESTlet',
      restlet('SSS_REQUEST_LIMIT_EXCEEDED', 'x'),
      'netsuite-concurrency',
      'after',
    ],
    [
      'a refused sign-in',
      rest('INVALID_LOGIN', 'Invalid login attempt.', 401),
      'netsuite-login-refused',
      'never',
    ],
    [
      'a refused assertion',
      { status: 400, text: '{"error":"invalid_grant"}' },
      'netsuite-login-refused',
      'never',
    ],
    [
      'an external id in use',
      rest('USER_ERROR', 'This entity already exists.'),
      'netsuite-duplicate',
      'probe',
    ],
    [
      'an external id in use, by code',
      rest('UNIQUE_RCRD_ID_REQD', 'x'),
      'netsuite-duplicate',
      'probe',
    ],
    ['a duplicate record', rest('DUP_RCRD', 'x'), 'netsuite-duplicate', 'probe'],
    [
      'a missing permission under 400',
      rest('USER_ERROR', permission),
      'netsuite-permission',
      'never',
    ],
    [
      'a missing permission by code',
      rest('INSUFFICIENT_PERMISSION', 'x', 403),
      'netsuite-permission',
      'never',
    ],
    ['a workflow lock', rest('USER_ERROR', workflow), 'netsuite-record-locked', 'never'],
    ['a change in between', rest('RCRD_HAS_BEEN_CHANGED', 'x'), 'netsuite-record-changed', 'after'],
    ['a closed period', rest('CLOSED_TRAN_PRD', 'x'), 'netsuite-period-closed', 'never'],
    ['two lines of one key', rest('DUPLICATE_KEYS', 'x'), 'netsuite-rejected', 'never'],
    ['an invalid value', rest('INVALID_CONTENT', 'x'), 'netsuite-rejected', 'never'],
    [
      'a missing record',
      rest('NONEXISTENT_ID', 'Record does not exist.', 404),
      'netsuite-rejected',
      'never',
    ],
    [
      'an unexpected error',
      rest('UNEXPECTED_ERROR', 'x', 500),
      'netsuite-outcome-unknown',
      'probe',
    ],
    [
      'an unexpected error under 400',
      rest('UNEXPECTED_ERROR', 'x'),
      'netsuite-outcome-unknown',
      'probe',
    ],
    ['a new code under 500', rest('SOMETHING_NEW', 'x', 500), 'netsuite-outcome-unknown', 'probe'],
    ['a new code under 400', rest('SOMETHING_NEW', 'x'), 'netsuite-rejected', 'never'],
    [
      'a script that ran too long',
      restlet('SSS_TIME_LIMIT_EXCEEDED', 'x'),
      'netsuite-outcome-unknown',
      'probe',
    ],
    [
      'a proxy that gave up',
      { status: 502, text: '<html>Bad Gateway</html>' },
      'netsuite-outcome-unknown',
      'probe',
    ],
    [
      'a proxy that says 429 on its own',
      { status: 429, text: 'slow down' },
      'netsuite-answer-unreadable',
      'probe',
    ],
    [
      'a page instead of an answer',
      { status: 400, text: '<html></html>' },
      'netsuite-answer-unreadable',
      'probe',
    ],
  ];
  for (const [name, answer, code, retry] of table) {
    it(`${name} is ${code}`, () => {
      const problem = problemOfAnswer(answer, 'write');
      expect([problem.code, problem.retry]).toEqual([code, retry]);
    });
  }

  it('lets a read be repeated freely after an unexpected error', () => {
    const problem = problemOfAnswer(rest('UNEXPECTED_ERROR', 'x', 500), 'read');
    expect([problem.code, problem.retry]).toEqual(['netsuite-unreachable', 'free']);
  });

  it('takes the most careful of several details', () => {
    const text = JSON.stringify({
      'o:errorDetails': [
        { detail: 'bad', 'o:errorCode': 'INVALID_CONTENT' },
        { detail: 'x', 'o:errorCode': 'UNEXPECTED_ERROR' },
      ],
    });
    expect(problemOfAnswer({ status: 400, text }, 'write').code).toBe('netsuite-outcome-unknown');
  });

  it('keeps the code and the path for whoever has to correct it', () => {
    const text = JSON.stringify({
      'o:errorDetails': [
        { detail: 'Invalid', 'o:errorCode': 'INVALID_CONTENT', 'o:errorPath': 'item.items[0]' },
      ],
    });
    const { detail, message } = problemOfAnswer({ status: 400, text }, 'write');
    expect(message).toBe('Invalid');
    expect(detail).toEqual({
      errorCode: 'INVALID_CONTENT',
      status: '400',
      errorPath: 'item.items[0]',
    });
  });
});

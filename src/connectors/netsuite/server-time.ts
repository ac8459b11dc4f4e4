import { z } from 'zod';
import { Problem } from '../../domain/problem.ts';
import type { NetsuiteClient } from './client.ts';
import { timeFormat } from './order-sql.ts';
import { parseAnswer, suiteql } from './suiteql.ts';

const answerSchema = z.object({ serverTime: z.iso.datetime({ offset: true }) });

/** NetSuite's own clock, in UTC, as ISO text. Needs no permission but the token. One call. */
export async function serverTime(client: NetsuiteClient): Promise<string> {
  const answer = await client.call({
    verb: 'server-time',
    effect: 'read',
    host: 'rest',
    method: 'GET',
    path: '/services/rest/system/v1/serverTime',
  });
  const parsed = answerSchema.safeParse(parseAnswer(answer.text));
  if (!parsed.success) {
    throw new Problem('netsuite-answer-unreadable', 'The server time cannot be read', {
      cause: parsed.error,
    });
  }
  return parsed.data.serverTime;
}

/** The wall clock that SuiteQL's dates are on, `YYYY-MM-DD HH24:MI:SS`. One call. */
export async function accountTime(client: NetsuiteClient): Promise<string> {
  const query = `select to_char(sysdate, '${timeFormat}') as accountnow from dual`;
  const now = (await suiteql(client, query, [], { verb: 'account-time' }))[0]?.['accountnow'];
  if (now === undefined) {
    throw new Problem('netsuite-answer-unreadable', 'SuiteQL did not tell the time');
  }
  return now;
}

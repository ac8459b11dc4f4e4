import { z } from 'zod';
import { Problem } from '../../domain/problem.ts';
import type { NetsuiteClient } from './client.ts';
import { writeJson } from './json.ts';
import { parseAnswer } from './suiteql.ts';

/** Where the RESTlet of the SuiteCloud project is deployed. */
export interface RestletDeployment {
  readonly script: string;
  readonly deployment: string;
}

export const defaultRestlet: RestletDeployment = {
  script: 'customscript_backhaul_search',
  deployment: 'customdeploy_backhaul_search',
};

/** Name of the search that the RESTlet builds itself. */
export const builtInSearch = 'returns';

const accountTimeSchema = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
const text = z.union([z.string(), z.null()]).optional();

const positionSchema = z.object({ lastModified: accountTimeSchema, id: z.string().min(1) });

const rowSchema = z.object({
  id: z.string().min(1),
  type: z.string().min(1),
  tranId: text,
  status: text,
  externalId: text,
  createdFrom: text,
  rmaId: text,
  lastModified: accountTimeSchema,
  memo: text,
});

const pageSchema = z.object({
  rows: z.array(rowSchema),
  next: positionSchema.nullable(),
  serverTime: accountTimeSchema,
});

export type SearchRow = z.infer<typeof rowSchema>;
export type SearchPage = z.infer<typeof pageSchema>;

export interface SearchPageInput {
  /** Script id of a saved search that replaces the built-in one; null for the built-in. */
  readonly search: string | null;
  /** Account time, inclusive. */
  readonly modifiedFrom: string;
  /** Position of the last row that was read; null for the first page. */
  readonly after: { readonly lastModified: string; readonly id: string } | null;
  /** 5 to 1000: the bounds of a paged search. */
  readonly pageSize: number;
}

/** Reads one page of changed documents through the RESTlet. One call. All times are account time. */
export async function searchPage(
  client: NetsuiteClient,
  restlet: RestletDeployment,
  input: SearchPageInput,
): Promise<SearchPage> {
  const query = new URLSearchParams({ script: restlet.script, deploy: restlet.deployment });
  const answer = await client.call({
    verb: 'search-page',
    effect: 'read',
    host: 'restlet',
    method: 'POST',
    path: `/app/site/hosting/restlet.nl?${query}`,
    bodyText: writeJson({ version: 1, ...input, search: input.search ?? builtInSearch }),
  });
  const parsed = pageSchema.safeParse(parseAnswer(answer.text));
  if (!parsed.success) {
    throw new Problem('netsuite-answer-unreadable', 'The RESTlet answered in another shape', {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

/** The clock that the search's times are on. One call, which reads no rows. */
export async function searchTime(
  client: NetsuiteClient,
  restlet: RestletDeployment,
): Promise<string> {
  const page = await searchPage(client, restlet, {
    search: null,
    modifiedFrom: '9999-01-01 00:00:00',
    after: null,
    pageSize: 5,
  });
  return page.serverTime;
}

import { Problem } from '../../domain/problem.ts';
import type { NetsuiteClient } from './client.ts';
import { type Exposure, type OptionalName, optionalNames } from './exposure.ts';
import { fieldId, type OrderFields } from './order-sql.ts';
import { type RecordType, readRecord } from './read-record.ts';
import { type RestletDeployment, searchTime } from './search-page.ts';
import { accountTime, serverTime } from './server-time.ts';
import { suiteql } from './suiteql.ts';

export interface PermissionProbe {
  readonly name: string;
  /** `optional` ones cost a feature, `required` ones stop everything. */
  readonly weight: 'required' | 'optional';
  readonly problem: { readonly code: string; readonly message: string } | null;
}

const recordTypes: readonly RecordType[] = [
  'salesOrder',
  'invoice',
  'cashSale',
  'returnAuthorization',
  'itemReceipt',
  'creditMemo',
  'cashRefund',
  'customerRefund',
];

/**
 * Tries whatever can be tried without writing: sign-in, SuiteQL, every record type, every optional
 * column, the RESTlet. Whether the role may create or change shows only when it does. About twenty
 * calls, one after the other; what columns lack is noted in `exposure`.
 */
export async function probePermissions(
  client: NetsuiteClient,
  options: {
    readonly fields: OrderFields;
    readonly exposure: Exposure;
    readonly restlet: RestletDeployment | null;
  },
): Promise<readonly PermissionProbe[]> {
  const probes: PermissionProbe[] = [];
  const probe = async (
    name: string,
    weight: PermissionProbe['weight'],
    run: () => Promise<unknown>,
  ): Promise<boolean> => {
    const problem = await problemOf(run);
    probes.push({ name, weight, problem });
    return problem === null;
  };

  if (!(await probe('sign-in', 'required', () => serverTime(client)))) return probes;
  if (!(await probe('SuiteQL', 'required', () => accountTime(client)))) return probes;
  await probe(`field ${options.fields.orderId}`, 'required', () =>
    suiteql(
      client,
      `select t.${fieldId(options.fields.orderId)} from transaction t where t.id = 0`,
      [],
    ),
  );
  for (const type of recordTypes) {
    // No record has the id 0: "does not exist" is the answer of somebody who may look.
    await probe(`record ${type}`, 'required', () => readRecord(client, type, '0'));
  }
  for (const name of optionalNames) {
    const shown = await probe(`column ${columnOf(name, options.fields)}`, 'optional', () =>
      suiteql(client, columnQuery(name, options.fields), []),
    );
    if (!shown) options.exposure.lack(name);
  }
  if (options.restlet !== null) {
    const { restlet } = options;
    await probe('RESTlet', 'optional', () => searchTime(client, restlet));
  }
  return probes;
}

async function problemOf(run: () => Promise<unknown>): Promise<PermissionProbe['problem']> {
  try {
    await run();
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: error.code, message: error.message };
  }
}

const lineColumns = new Set<OptionalName>([
  'transactiondiscount',
  'kitcomponent',
  'quantityshiprecv',
  'quantitybilled',
  'lineId',
  'disposition',
]);

function columnOf(name: OptionalName, fields: OrderFields): string {
  switch (name) {
    case 'refundId':
    case 'rma':
    case 'lineId':
    case 'disposition':
      return fieldId(fields[name]);
    default:
      return name;
  }
}

function columnQuery(name: OptionalName, fields: OrderFields): string {
  if (name === 'inventoryassignment') {
    return 'select ia.id from inventoryassignment ia where ia.transaction = 0';
  }
  const column = columnOf(name, fields);
  return lineColumns.has(name)
    ? `select tl.${column} from transactionline tl where tl.transaction = 0`
    : `select t.${column} from transaction t where t.id = 0`;
}

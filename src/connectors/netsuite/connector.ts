import type { MappingTables } from '../../domain/policy.ts';
import type { NetsuiteSide } from '../../domain/snapshot.ts';
import { probeApproveRma } from './approve-rma.ts';
import { type ClockCalibration, calibrateClock } from './calibrate-clock.ts';
import type { ListChanges } from './changes.ts';
import type { NetsuiteClient } from './client.ts';
import { probeCloseRmaLines } from './close-rma-lines.ts';
import { type DiscoveredStatus, discoverStatuses } from './discover-statuses.ts';
import { createExposure, type Exposure } from './exposure.ts';
import { type FoundDocument, findByExternalId } from './find-by-external-id.ts';
import { listChangesBySuiteql } from './list-changes.ts';
import { listChangesBySearch } from './list-changes-by-search.ts';
import {
  type PostCustomerRefund,
  prepareCustomerRefund,
  verifyCustomerRefund,
} from './post-customer-refund.ts';
import { type CreditPreview, type PreviewCredit, previewCredit } from './preview-credit.ts';
import { type PermissionProbe, probePermissions } from './probe-permissions.ts';
import { readOrder } from './read-order.ts';
import { type NetsuiteRecord, type RecordType, readRecord } from './read-record.ts';
import { defaultRestlet, type RestletDeployment, searchTime } from './search-page.ts';
import { accountTime, serverTime } from './server-time.ts';
import { type SuiteqlRow, suiteql } from './suiteql.ts';
import { type NetsuiteWrite, type ProbeResult, probeWrite, sendWrite } from './write.ts';
import { probeWriteRefundIdsOnCredit } from './write-refund-ids-on-credit.ts';

export interface NetsuiteConnectorOptions {
  readonly client: NetsuiteClient;
  readonly fields: MappingTables['fields'];
  /** Which of the two sources of changes to use; the RESTlet needs the SuiteCloud project deployed. */
  readonly changes?: 'suiteql' | 'restlet';
  readonly restlet?: RestletDeployment;
  /** The merchant's own saved search for the RESTlet; null for the built-in one. */
  readonly search?: string | null;
  readonly overlapMinutes?: number;
  readonly now?: () => number;
}

/** All verbs of one NetSuite account. Requests of writes are built by the pure `build…` functions. */
export interface NetsuiteConnector {
  readonly client: NetsuiteClient;
  readonly exposure: Exposure;
  readOrder(input: { readonly shopifyOrderId: string }): Promise<NetsuiteSide>;
  readRecord(type: RecordType, id: string): Promise<NetsuiteRecord | null>;
  findByExternalId(externalIds: readonly string[]): Promise<readonly FoundDocument[]>;
  previewCredit(input: PreviewCredit): Promise<CreditPreview>;
  suiteql(query: string, parameters: readonly string[]): Promise<readonly SuiteqlRow[]>;
  listChanges: ListChanges;
  serverTime(): Promise<string>;
  /** The clock that `startCursor` of `listChanges` wants: searches and SuiteQL may be on different ones. */
  feedTime(): Promise<string>;
  calibrateClock(): Promise<ClockCalibration>;
  discoverStatuses(): Promise<readonly DiscoveredStatus[]>;
  probePermissions(): Promise<readonly PermissionProbe[]>;
  sendWrite(write: NetsuiteWrite): Promise<{ readonly id: string | null }>;
  probeWrite(write: Pick<NetsuiteWrite, 'externalId' | 'creates'>): Promise<ProbeResult>;
  probeApproveRma(rmaId: string): Promise<boolean | null>;
  probeCloseRmaLines(rmaId: string, lines: readonly number[]): Promise<boolean | null>;
  probeWriteRefundIdsOnCredit(input: {
    readonly creditType: 'creditMemo' | 'cashRefund';
    readonly creditId: string;
    readonly refundId: string;
  }): Promise<boolean | null>;
  prepareCustomerRefund(input: PostCustomerRefund): Promise<NetsuiteWrite>;
  verifyCustomerRefund(
    refundId: string,
    input: Pick<PostCustomerRefund, 'creditId' | 'amountMinor' | 'currency'>,
  ): Promise<void>;
  close(): void;
}

/** Binds the verbs to one account. What the account turns out not to show is remembered here. */
export function createNetsuiteConnector(options: NetsuiteConnectorOptions): NetsuiteConnector {
  const { client, fields, now = Date.now, restlet = defaultRestlet } = options;
  const exposure = createExposure();
  const shared = {
    now,
    ...(options.overlapMinutes === undefined ? {} : { overlapMinutes: options.overlapMinutes }),
  };
  return {
    client,
    exposure,
    readOrder: ({ shopifyOrderId }) =>
      readOrder(client, { shopifyOrderId, fields, exposure, nowMs: now() }),
    readRecord: (type, id) => readRecord(client, type, id),
    findByExternalId: (externalIds) => findByExternalId(client, externalIds),
    previewCredit: (input) => previewCredit(client, input),
    suiteql: (query, parameters) => suiteql(client, query, parameters),
    listChanges:
      options.changes === 'restlet'
        ? listChangesBySearch(client, {
            ...shared,
            fields,
            exposure,
            restlet,
            search: options.search ?? null,
          })
        : listChangesBySuiteql(client, { ...shared, fields, exposure }),
    serverTime: () => serverTime(client),
    feedTime: async () =>
      options.changes === 'restlet' ? searchTime(client, restlet) : accountTime(client),
    calibrateClock: () => calibrateClock(client, now),
    discoverStatuses: () => discoverStatuses(client),
    probePermissions: () =>
      probePermissions(client, {
        fields,
        exposure,
        restlet: options.changes === 'restlet' ? restlet : null,
      }),
    sendWrite: (write) => sendWrite(client, write),
    probeWrite: (write) => probeWrite(client, write),
    probeApproveRma: (rmaId) => probeApproveRma(client, rmaId),
    probeCloseRmaLines: (rmaId, lines) => probeCloseRmaLines(client, rmaId, lines),
    probeWriteRefundIdsOnCredit: (input) =>
      probeWriteRefundIdsOnCredit(client, { ...input, fields }),
    prepareCustomerRefund: (input) => prepareCustomerRefund(client, input),
    verifyCustomerRefund: (refundId, input) => verifyCustomerRefund(client, refundId, input),
    close: () => client.close(),
  };
}

import type { ListChanges } from '../connectors/netsuite/changes.ts';
import type { NetsuiteClient } from '../connectors/netsuite/client.ts';
import type { Exposure } from '../connectors/netsuite/exposure.ts';
import type { Notifier } from '../connectors/notify/notifier.ts';
import type { ShopifyClient } from '../connectors/shopify/client.ts';
import type { Translate } from '../domain/decide/translate.ts';
import type { LedgerSide } from '../domain/ledger-side.ts';
import type { MappingTables, Policy } from '../domain/policy.ts';
import type { NetsuiteSide, ShopifySide } from '../domain/snapshot.ts';
import type { Ledger } from '../ledger/open.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** One shop with its two systems, as everything that works on its orders sees it. */
export interface ShopRuntime {
  readonly id: string;
  readonly domain: string;
  readonly startAt: Date;
  readonly timeZone: string;
  readonly policy: Policy;
  readonly tables: MappingTables;
  readonly translate: Translate;
  readonly notifier: Notifier;
  readonly notices: { readonly shopName: string; readonly locale: string };
  readonly shopify: {
    readonly client: ShopifyClient;
    /** Younger than this, a request may be sent again under the same key. */
    readonly keyAgeMs: number;
    /** After this long, counted from the sending, Shopify can no longer commit a request. */
    readonly lateCommitMs: number;
  };
  readonly netsuite: {
    readonly client: NetsuiteClient;
    readonly account: string;
    /** What this account was found not to show; learnt once, shared by all readings. */
    readonly exposure: Exposure;
    readonly listChanges: ListChanges;
    /** The clock that the change feed's times are on. */
    readonly changeTime: () => Promise<string>;
    /** After this long NetSuite can no longer commit a request whose answer was lost. */
    readonly lateCommitMs: number;
    /** How long a committed record may be missing from searches. */
    readonly readLagMs: number;
    readonly pollIntervalMs: number;
  };
}

/** What the two systems showed when the present steps were decided. */
export interface Seen {
  readonly shopify: ShopifySide;
  readonly netsuite: NetsuiteSide;
  readonly ledger: LedgerSide;
}

/** What a worker carries while it holds the lease of one order. */
export interface Work {
  readonly ledger: Ledger;
  readonly shop: ShopRuntime;
  readonly orderId: string;
  readonly fence: bigint;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

import type { LedgerSide } from '../ledger-side.ts';
import type { Policy } from '../policy.ts';
import type { NetsuiteSide, ReturnStatus, ShopifyReturn, ShopifySide } from '../snapshot.ts';
import type { Step } from '../step.ts';
import { returnKey } from '../unit-key.ts';
import { authorize } from './authorize.ts';
import { closeReturn } from './close-return.ts';
import { creditsOf } from './credit-progress.ts';
import { endInNetsuite, endInShopify } from './end-early.ts';
import { handleGoods } from './handle-goods.ts';
import { Findings, isDone, type ReturnCase } from './return-case.ts';
import { settleMoney } from './settle-money.ts';
import { tellMilestones } from './tell-milestones.ts';
import { findRma, trackUnits } from './track-units.ts';
import type { Finding, Translate } from './translate.ts';
import { type ReturnView, viewReturn, viewWatched } from './view-return.ts';
import { planStatus } from './write-status.ts';

export interface DecideInput {
  readonly shopify: ShopifySide;
  readonly netsuite: NetsuiteSide;
  readonly ledger: LedgerSide;
  readonly policy: Policy;
  readonly translate: Translate;
  readonly startAt: Date;
  readonly now: Date;
}

export interface Decision {
  readonly returns: readonly ReturnView[];
  /** To be done in this order; a step that does not end well stops the later ones of its return. */
  readonly steps: readonly Step[];
  /** Everything that should stand open for this order now; what is not here any more is closed. */
  readonly findings: readonly (Finding & { readonly returnId: string })[];
  readonly lookAgainAt: Date | null;
  /** Sides to be read anew at that look. */
  readonly readAgain: readonly ('shopify' | 'netsuite')[];
}

/**
 * Given what Shopify shows, what NetSuite shows and what the ledger knows of one order: the stage
 * of each return, the steps to take now, what a person must settle, and when to look again.
 * Pure. Deciding twice on the same facts gives the same steps, and a done step is not given again.
 */
export function decide(input: DecideInput): Decision {
  const tracked = trackUnits(input.shopify, input.netsuite, input.ledger, input.policy);
  const results = [...input.shopify.returns]
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))
    .map((shopifyReturn) => {
      const units = tracked.get(returnKey(shopifyReturn.id)) ?? [];
      return decideReturn(caseOf(input, shopifyReturn, units));
    });
  const views = results.map((result) => result.view);
  const steps = results.flatMap((result) => result.out.steps);
  const status = planStatus(input.shopify, input.ledger, views, steps);
  return {
    returns: views,
    steps: inOrder(status === null ? steps : [...steps, status]),
    findings: results.flatMap((result) =>
      result.out.findings.map((finding) => ({ ...finding, returnId: result.view.id })),
    ),
    lookAgainAt: earliest(results.map((result) => result.out.lookAgainAt)),
    readAgain: [...new Set(results.flatMap((result) => [...result.out.readAgain]))],
  };
}

function caseOf(
  input: DecideInput,
  shopifyReturn: ShopifyReturn,
  units: ReturnCase['units'],
): ReturnCase & { readonly startAt: Date } {
  const id = returnKey(shopifyReturn.id);
  return {
    ...input,
    id,
    shopifyReturn: { ...shopifyReturn, status: statusNow(input.ledger, shopifyReturn) },
    units,
    rmas: input.ledger.rmas
      .filter((rma) => rma.returnId === id)
      .map((ledger) => ({ ledger, document: findRma(input.netsuite, input.ledger, ledger.id) })),
    quote:
      input.ledger.quotes
        .filter((quote) => quote.returnId === id && quote.state !== 'superseded')
        .sort((a, b) => a.revision - b.revision)
        .at(-1) ?? null,
  };
}

/** A write's reply is an observation too: what we did since the last reading counts as seen. */
function statusNow(ledger: LedgerSide, { id, status }: ShopifyReturn): ReturnStatus {
  if (isDone(ledger.effects, 'cancel-return', id)) return 'CANCELED';
  if (isDone(ledger.effects, 'close-return', id)) return 'CLOSED';
  return status === 'REQUESTED' && isDone(ledger.effects, 'approve-return', id) ? 'OPEN' : status;
}

function decideReturn(its: ReturnCase & { readonly startAt: Date }): {
  view: ReturnView;
  out: Findings;
} {
  const out = new Findings();
  const begun = its.rmas.length > 0;
  if (Date.parse(its.shopifyReturn.createdAt) < its.startAt.getTime() && !begun) {
    return {
      view: viewWatched(its, 'requested', 'the return is older than the start of this shop', true),
      out,
    };
  }
  const status = its.shopifyReturn.status;
  if (status === 'DECLINED' || status === 'CANCELED') return { view: endInShopify(its, out), out };
  if (status === 'CLOSED' && !begun) {
    out.raise('ended-early', its.id, 'it was closed in Shopify before an RMA was opened');
    return { view: viewWatched(its, 'requested', out.waitingFor, false), out };
  }
  const ended = endInNetsuite(its, out);
  const authorized = !ended && authorize(its, out);
  handleGoods(its, out);
  const credits = authorized || its.quote?.state === 'locked' ? creditsOf(its) : [];
  tellMilestones(its, authorized, credits, out);
  if (authorized) {
    settleMoney(its, credits, out);
    closeReturn(its, credits, out);
  }
  return { view: viewReturn(its, authorized, credits, out), out };
}

const rank: Record<Step['kind'], number> = {
  'retract-stock': 0,
  'hold-stock': 0,
  'open-rma': 1,
  'approve-rma': 2,
  quote: 3,
  'lock-quote': 4,
  'approve-return': 5,
  'write-status': 6,
  'tell-customer': 7,
  'release-stock': 8,
  'set-aside-stock': 8,
  'write-off-stock': 8,
  'process-return': 9,
  refund: 10,
  'close-return': 11,
  'remove-lines': 11,
  'cancel-return': 11,
  'close-rma': 12,
  'write-refund-ids': 12,
  'post-customer-refund': 13,
};

/** Safety first: goods are held before anything else, the status stands in Shopify before the customer reads of it. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  return [...steps].sort((a, b) => rank[a.kind] - rank[b.kind]);
}

function earliest(times: readonly (Date | null)[]): Date | null {
  return times.reduce<Date | null>(
    (first, time) => (time !== null && (first === null || time < first) ? time : first),
    null,
  );
}

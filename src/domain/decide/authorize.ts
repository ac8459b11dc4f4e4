import { createHash } from 'node:crypto';
import { formatDecimal } from '../money.ts';
import type { NetsuiteRma } from '../snapshot.ts';
import type { OpenRma } from '../step.ts';
import { rmaExternalId, unitText } from '../unit-key.ts';
import { planCharges } from './plan-charges.ts';
import { missingForPromise } from './refund-caps.ts';
import { type Findings, latestEffect, type ReturnCase } from './return-case.ts';
import { confirmedNotice } from './tell-milestones.ts';
import type { RmaPlan } from './translate.ts';

const pendingApproval = 'A';
const cancelled = 'C';

/**
 * From the request to the confirmed return: RMA by source document, quote, lock, approval in
 * Shopify. Returns whether the amount is locked and the return approved on both sides.
 */
export function authorize(its: ReturnCase, out: Findings): boolean {
  if (its.shopifyReturn.exchangeLineCount > 0) {
    out.raise('shape-unsupported', its.id, 'the return contains an exchange');
    return false;
  }
  if (!openRmas(its, out)) return false;
  if (!quoteIsCurrent(its, out)) return false;
  if (!rmasAreApproved(its, out)) return false;
  const quote = its.quote;
  if (quote === null) return false;
  if (quote.state === 'open') {
    if (!quote.lockable) {
      out.raise(
        'amount-unexplained',
        quote.id,
        quote.whyNotLockable ?? 'the amount is not explained',
      );
      return false;
    }
    const missing = missingForPromise(its, quote.totalMinor);
    if (missing > 0n) {
      // Told and not payable would be worse than waiting: nobody hears of it before it fits.
      const why = `the payments have ${formatDecimal(missing, quote.currency)} ${quote.currency} too little left for the ERP's amount`;
      out.raise('refund-over-cap', quote.id, why);
      return false;
    }
    out.steps.push({
      kind: 'lock-quote',
      returnId: its.id,
      subject: quote.id,
      quoteId: quote.id,
      tell: its.policy.telling.milestones.includes('confirmed')
        ? confirmedNotice(its, quote)
        : null,
    });
    return false;
  }
  if (its.shopifyReturn.status === 'REQUESTED') {
    return out.propose(
      its.ledger.effects,
      {
        kind: 'approve-return',
        returnId: its.id,
        subject: its.shopifyReturn.id,
        shopifyReturnId: its.shopifyReturn.id,
      },
      'shopify-rejected',
    );
  }
  return true;
}

/** Every unit on an RMA that NetSuite shows; otherwise plans what is missing. */
function openRmas(its: ReturnCase, out: Findings): boolean {
  const bound = new Set(its.ledger.rmas.flatMap((rma) => rma.units.map(unitText)));
  const missing = its.units.filter((unit) => !bound.has(unitText(unit)));
  if (missing.length > 0) {
    planMissing(its, out, bound);
    return false;
  }
  const absent = its.rmas.filter((rma) => rma.document === null);
  for (const { ledger } of absent) {
    const effect = latestEffect(its.ledger.effects, 'open-rma', ledger.id);
    if (effect?.state === 'DONE') {
      out.waitFor('NetSuite does not show the new RMA yet');
      out.lookAgain(new Date(its.now.getTime() + 15_000), 'netsuite');
      continue;
    }
    // Begun and not ended: its stored request decides, this only names it again.
    const lines = ledger.units.map((unit) => ({
      orderLine: unit.orderLine,
      quantity: 1,
      reason: null,
    }));
    out.propose(
      its.ledger.effects,
      openRma(its, { ...ledger, lines }, ledger.id, []),
      'netsuite-rejected',
    );
    out.waitFor('the RMA is being opened');
  }
  return absent.length === 0;
}

function planMissing(its: ReturnCase, out: Findings, assigned: ReadonlySet<string>): void {
  if (its.policy.netsuiteMode === 'readonly') {
    out.waitFor('Backhaul only reads NetSuite: the RMA is opened by others');
    return;
  }
  if (its.netsuite.sources.length === 0) {
    waitForSale(its, out);
    return;
  }
  const ours = new Set(its.rmas.flatMap((rma) => (rma.document ? [rma.document.id] : [])));
  const { plans, findings } = its.translate.planRmas(
    its.shopify.order,
    its.shopifyReturn,
    its.netsuite,
    {
      assigned,
      rmaIds: ours,
    },
  );
  for (const finding of findings) out.raise(finding.code, finding.subject, finding.detail);
  const foreign = its.netsuite.rmas.find((rma) => isForeignAndOpen(its, rma) && shares(rma, plans));
  if (foreign !== undefined) {
    out.raise('foreign-rma', foreign.id, `${foreign.tranId} is open on the same lines of the sale`);
    return;
  }
  for (const [index, plan] of plans.entries()) {
    const earlier = its.ledger.rmas.filter(
      (rma) => rma.returnId === its.id && rma.sourceId === plan.sourceId,
    );
    const revision = 1 + Math.max(0, ...earlier.map((rma) => rma.revision));
    const externalId = rmaExternalId(its.shopifyReturn.id, plan.sourceId, revision);
    // Charges stand on the first RMA alone: they belong to the return, not to each document.
    const charges = index === 0 && revision === 1 ? planCharges(its, out) : [];
    if (charges === null) return;
    const step = openRma(its, { ...plan, revision }, externalId, charges);
    out.propose(its.ledger.effects, step, 'netsuite-rejected');
  }
}

function openRma(
  its: ReturnCase,
  plan: Pick<OpenRma, 'sourceType' | 'sourceId' | 'revision' | 'units' | 'lines'>,
  externalId: string,
  charges: OpenRma['charges'],
): OpenRma {
  return {
    kind: 'open-rma',
    returnId: its.id,
    subject: externalId,
    externalId,
    sourceType: plan.sourceType,
    sourceId: plan.sourceId,
    revision: plan.revision,
    units: plan.units,
    lines: plan.lines,
    charges,
    currency: its.shopify.order.presentmentCurrency,
    memo: `${its.shopify.order.name} ${its.shopifyReturn.name}`.trim(),
  };
}

/** Whether an RMA takes units of a line that is about to be returned. */
function shares(rma: NetsuiteRma, plans: readonly RmaPlan[]): boolean {
  return plans.some(
    (plan) =>
      plan.sourceId === rma.sourceId &&
      plan.lines.some((line) => rma.lines.some((each) => each.orderLine === line.orderLine)),
  );
}

function isForeignAndOpen(its: ReturnCase, rma: NetsuiteRma): boolean {
  const ours = its.ledger.rmas.some(
    (each) => each.netsuiteId === rma.id || each.id.toLowerCase() === rma.externalId?.toLowerCase(),
  );
  if (ours || rma.externalId?.toLowerCase().startsWith('shprma_')) return false;
  return rma.status !== cancelled && rma.status !== 'G' && rma.status !== 'H';
}

/** Looks again at growing distances; after an hour a person is asked. */
function waitForSale(its: ReturnCase, out: Findings): void {
  const since = Date.parse(its.ledger.firstSeenAt[its.id] ?? its.now.toISOString());
  const ageMs = Math.max(0, its.now.getTime() - since);
  if (ageMs > 3_600_000) {
    out.raise('sale-not-found', its.id, `${its.shopify.order.name} is not in NetSuite`);
  }
  out.waitFor(`${its.shopify.order.name} is not in NetSuite yet`);
  const delayMs = Math.min(900_000, Math.max(5_000, ageMs / 3));
  out.lookAgain(new Date(its.now.getTime() + delayMs), 'netsuite');
}

function quoteIsCurrent(its: ReturnCase, out: Findings): boolean {
  const digest = factsDigest(its);
  const quote = its.quote;
  if (quote?.factsDigest === digest) return true;
  if (quote?.state === 'locked') {
    out.raise('quote-changed', quote.id, 'the RMA no longer shows what the customer was told');
    return false;
  }
  const revision =
    1 +
    Math.max(
      0,
      ...its.ledger.quotes.filter((each) => each.returnId === its.id).map((each) => each.revision),
    );
  out.steps.push({
    kind: 'quote',
    returnId: its.id,
    subject: `${its.id}:${revision}`,
    shopifyReturnId: its.shopifyReturn.id,
    revision,
    units: its.units.flatMap(({ returnLineId, ordinal, rma, soldLine }) =>
      rma && soldLine
        ? [
            {
              returnLineId,
              ordinal,
              rmaId: rma.netsuiteId,
              rmaLine: rma.line,
              shopifyLineId: soldLine.id,
            },
          ]
        : [],
    ),
    factsDigest: digest,
  });
  return false;
}

/** Digest of the RMA facts that decide the amount; receipts and credits do not change it. */
export function factsDigest(its: ReturnCase): string {
  const facts = its.rmas.map(({ document }) =>
    document === null
      ? null
      : [
          document.id,
          document.currency,
          String(document.totalMinor),
          String(document.taxMinor),
          document.lines.map((line) => [
            line.line,
            line.orderLine,
            line.quantity,
            String(line.amountMinor),
          ]),
        ],
  );
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

function rmasAreApproved(its: ReturnCase, out: Findings): boolean {
  for (const { document } of its.rmas) {
    if (document === null) return false;
    if (document.status === cancelled) {
      out.raise('ended-early', document.id, `${document.tranId} was cancelled in NetSuite`);
      return false;
    }
    if (document.status !== pendingApproval) continue;
    if (its.policy.approvesRma && its.policy.netsuiteMode !== 'readonly') {
      out.propose(
        its.ledger.effects,
        { kind: 'approve-rma', returnId: its.id, subject: document.id, rmaId: document.id },
        'netsuite-rejected',
      );
    }
    out.waitFor(`approval of ${document.tranId} in NetSuite`);
    return false;
  }
  return true;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LedgerEffect, LedgerQuote } from '../../../src/domain/ledger-side.ts';
import type {
  NetsuiteCredit,
  NetsuiteInspection,
  NetsuiteReceipt,
  ShopifyRefund,
  ShopifyReturn,
} from '../../../src/domain/snapshot.ts';
import type { MoveStock, Step } from '../../../src/domain/step.ts';
import { unitText } from '../../../src/domain/unit-key.ts';
import {
  aCredit,
  after,
  anEffect,
  anInspection,
  aReceipt,
  aReturn,
  type Case,
  decided,
  grossMinor,
  netMinor,
  taxMinor,
} from './builders.ts';

/** What happens at NetSuite, in Shopify, or to a step that Backhaul takes. Numbers choose among what is possible. */
type Happening =
  | { readonly what: 'receive'; readonly line: number; readonly quantity: number }
  | {
      readonly what: 'judge';
      readonly line: number;
      readonly quantity: number;
      readonly from: number;
      readonly to: number;
      readonly namesLine: boolean;
    }
  | {
      readonly what: 'credit';
      readonly lines: readonly number[];
      readonly extraMinor: number;
      readonly memo: boolean;
    }
  | { readonly what: 'void'; readonly which: number }
  | { readonly what: 'show'; readonly which: number }
  | { readonly what: 'status'; readonly status: ShopifyReturn['status'] }
  | { readonly what: 'dispute'; readonly open: boolean }
  | { readonly what: 'foreign refund' }
  | { readonly what: 'restock'; readonly line: number }
  | { readonly what: 'close line'; readonly line: number }
  | { readonly what: 'act'; readonly steps: number; readonly ending: number };

const small = fc.nat({ max: 5 });
const receive = fc.record({ what: fc.constant('receive'), line: small, quantity: small });
const judge = fc.record({
  what: fc.constant('judge'),
  line: small,
  quantity: small,
  from: small,
  to: small,
  namesLine: fc.boolean(),
});
const credit = fc.record({
  what: fc.constant('credit'),
  lines: fc.array(small, { maxLength: 2 }),
  extraMinor: fc.constantFrom(0, 0, 0, 0, 0, 1, -1),
  memo: fc.boolean(),
});
const show = fc.record({ what: fc.constant('show'), which: small });
const act = fc.record({ what: fc.constant('act'), steps: small, ending: fc.nat({ max: 8 }) });

const usual: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: receive },
  { weight: 5, arbitrary: judge },
  { weight: 2, arbitrary: credit },
  { weight: 7, arbitrary: show },
  { weight: 7, arbitrary: act },
);

const disturbance: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ what: fc.constant('void'), which: small }),
  fc.record({
    what: fc.constant('status'),
    status: fc.constantFrom('OPEN', 'CLOSED', 'DECLINED', 'CANCELED'),
  }),
  fc.record({ what: fc.constant('dispute'), open: fc.boolean() }),
  fc.record({ what: fc.constant('foreign refund') }),
  fc.record({ what: fc.constant('restock'), line: small }),
  fc.record({ what: fc.constant('close line'), line: small }),
  fc.record({ what: fc.constant('act'), steps: small, ending: fc.constant(9) }),
);
const disturbed = fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: disturbance });

const shape = fc.record({
  lines: fc.integer({ min: 1, max: 2 }),
  quantity: fc.integer({ min: 1, max: 3 }),
  sameItem: fc.boolean(),
  upTo: fc.constantFrom('promised' as const, 'promised' as const, 'opened' as const),
});
const storyOf = (happening: fc.Arbitrary<Happening>) =>
  fc.record({ shape, happenings: fc.array(happening, { maxLength: 60, size: 'max' }) });

const revised = ['Good', 'Damaged', 'Quarantine'] as const;

/** Both systems as they really are, and what of NetSuite has come to be seen so far. */
class Play {
  its: Case;
  readonly taken: Step[] = [];
  private readonly form: { lines: number; quantity: number; sameItem: boolean };
  private number = 0;
  private readonly received = new Map<number, number>();
  private readonly credited = new Map<number, number>();
  /** Units of each item by status, as the warehouse has them. */
  readonly shelves = new Map<string, Map<string, number>>();
  private hidden: (
    | { readonly kind: 'receipt'; readonly document: NetsuiteReceipt }
    | { readonly kind: 'inspection'; readonly document: NetsuiteInspection }
    | { readonly kind: 'credit'; readonly document: NetsuiteCredit }
  )[] = [];
  readonly credits: NetsuiteCredit[] = [];

  constructor(form: {
    lines: number;
    quantity: number;
    sameItem: boolean;
    upTo: 'promised' | 'opened';
  }) {
    this.form = form;
    this.its = aReturn(form);
  }

  private id(): string {
    this.number += 1;
    return String(this.number);
  }

  private line(n: number): number {
    return (n % this.form.lines) + 1;
  }

  private item(line: number): string {
    return `10${this.form.sameItem ? 1 : line}`;
  }

  happen(one: Happening): void {
    switch (one.what) {
      case 'receive': {
        const line = this.line(one.line);
        const had = this.received.get(line) ?? 0;
        const quantity = Math.min(1 + (one.quantity % 3), this.form.quantity - had);
        if (quantity <= 0) return;
        this.received.set(line, had + quantity);
        this.put(this.item(line), 'Inspection', quantity);
        const itemId = this.item(line);
        const document = aReceipt(this.id(), [{ rmaLine: line, quantity, itemId }]);
        this.hidden.push({ kind: 'receipt', document });
        return;
      }
      case 'judge': {
        const line = this.line(one.line);
        const item = this.item(line);
        // Out of sale or scrap nothing comes back: these judgements are final.
        const from = one.from % 2 === 0 ? 'Inspection' : 'Quarantine';
        const to = revised[one.to % revised.length] ?? 'Good';
        if (from === to) return;
        const quantity = Math.min(1 + (one.quantity % 3), this.shelf(item, from));
        if (quantity <= 0) return;
        this.put(item, from, -quantity);
        this.put(item, to, quantity);
        const names = one.namesLine && !this.form.sameItem ? { rmaLine: line } : {};
        const document = anInspection(this.id(), [{ itemId: item, quantity, from, to, ...names }]);
        this.hidden.push({ kind: 'inspection', document });
        return;
      }
      case 'credit': {
        const wanted = new Map<number, number>();
        for (const n of one.lines.length > 0 ? one.lines : [0]) {
          const line = this.line(n);
          const left =
            this.form.quantity - (this.credited.get(line) ?? 0) - (wanted.get(line) ?? 0);
          if (left > 0) wanted.set(line, (wanted.get(line) ?? 0) + Math.min(left, 1 + (n % 3)));
        }
        if (wanted.size === 0) return;
        const lines = [...wanted].map(([rmaLine, quantity]) => ({ rmaLine, quantity }));
        for (const { rmaLine, quantity } of lines) {
          this.credited.set(rmaLine, (this.credited.get(rmaLine) ?? 0) + quantity);
        }
        const credit = aCredit(this.id(), lines);
        const totalMinor = credit.totalMinor + BigInt(one.extraMinor);
        const document: NetsuiteCredit = {
          ...credit,
          totalMinor,
          ...(one.memo ? { type: 'creditMemo', remainingMinor: totalMinor } : {}),
        };
        this.credits.push(document);
        this.hidden.push({ kind: 'credit', document });
        return;
      }
      case 'void': {
        const index = this.credits.findIndex((each) => !each.voided);
        const credit = this.credits[index];
        if (credit === undefined) return;
        const voided = { ...credit, voided: true };
        this.credits[index] = voided;
        for (const { rmaLine, quantity } of credit.lines) {
          if (rmaLine !== null) {
            this.credited.set(rmaLine, (this.credited.get(rmaLine) ?? 0) - quantity);
          }
        }
        this.hidden.push({ kind: 'credit', document: voided });
        return;
      }
      case 'show':
        this.show(one.which % Math.max(1, this.hidden.length));
        return;
      case 'status':
        this.shop((its) => ({ ...its, status: one.status }));
        return;
      case 'dispute':
        this.order({ openDisputes: one.open ? 1 : 0 });
        return;
      case 'foreign refund': {
        const refund: ShopifyRefund = {
          id: `gid://shopify/Refund/77${this.id()}`,
          createdAt: '2026-11-15T00:00:00Z',
          note: null,
          returnId: null,
          totalMinor: 100n,
          lines: [{ lineId: 'gid://shopify/LineItem/1', quantity: 1, restockType: 'NO_RESTOCK' }],
          transactions: [],
        };
        this.order({ refunds: [...this.its.shopify.order.refunds, refund] });
        return;
      }
      case 'restock': {
        const line = this.line(one.line);
        this.shop((its) => ({
          ...its,
          reverseFulfillmentOrders: its.reverseFulfillmentOrders.map((order) => ({
            ...order,
            lines: order.lines.map((each, index) =>
              index + 1 === line && each.dispositions.length < this.form.quantity
                ? {
                    ...each,
                    dispositions: [
                      ...each.dispositions,
                      {
                        type: 'RESTOCKED',
                        quantity: 1,
                        locationId: 'gid://shopify/Location/1',
                      },
                    ],
                  }
                : each,
            ),
          })),
        }));
        return;
      }
      case 'close line': {
        const line = this.line(one.line);
        const { rmas } = this.its.netsuite;
        const closed = rmas.map((rma) => ({
          ...rma,
          lines: rma.lines.map((each) => (each.line === line ? { ...each, isClosed: true } : each)),
        }));
        this.its = { ...this.its, netsuite: { ...this.its.netsuite, rmas: closed } };
        return;
      }
      case 'act':
        this.act(one.steps + 1, one.ending);
        return;
      default:
        one satisfies never;
    }
  }

  /** One document, or one newer state of it, comes to be seen. */
  private show(index: number): void {
    const [one] = this.hidden.splice(index, 1);
    if (one === undefined) return;
    const { netsuite } = this.its;
    const shown = (() => {
      switch (one.kind) {
        case 'receipt':
          return { receipts: [...netsuite.receipts, one.document] };
        case 'inspection':
          return { inspections: [...netsuite.inspections, one.document] };
        case 'credit': {
          const present = this.credits.find((each) => each.id === one.document.id);
          const others = netsuite.credits.filter((each) => each.id !== one.document.id);
          return { credits: [...others, present ?? one.document] };
        }
        default:
          return one satisfies never;
      }
    })();
    this.its = { ...this.its, netsuite: { ...netsuite, ...shown } };
  }

  showAll(): void {
    while (this.hidden.length > 0) this.show(0);
  }

  private shop(change: (its: ShopifyReturn) => ShopifyReturn): void {
    const { shopify } = this.its;
    this.its = { ...this.its, shopify: { ...shopify, returns: shopify.returns.map(change) } };
  }

  private order(change: Partial<Case['shopify']['order']>): void {
    const { shopify } = this.its;
    this.its = { ...this.its, shopify: { ...shopify, order: { ...shopify.order, ...change } } };
  }

  private shelf(item: string, status: string): number {
    return this.shelves.get(item)?.get(status) ?? 0;
  }

  private put(item: string, status: string, quantity: number): void {
    const shelf = this.shelves.get(item) ?? new Map<string, number>();
    shelf.set(status, (shelf.get(status) ?? 0) + quantity);
    this.shelves.set(item, shelf);
  }

  /** Decides, checks the decision, and takes so many of its steps; the last of them may be refused. */
  act(limit: number, ending: number): number {
    const { steps } = decided(this.its);
    check(this, steps);
    const doing = steps.slice(0, limit);
    for (const [index, step] of doing.entries()) {
      const refused = ending === 9 && index === doing.length - 1 && step.kind !== 'quote';
      if (refused && step.kind !== 'lock-quote') {
        this.ledger({ effects: [...this.its.ledger.effects, refusal(step)] });
      } else {
        this.take(step);
      }
    }
    return doing.length;
  }

  private take(step: Step): void {
    if (step.kind === 'quote') this.ledger({ quotes: [...this.its.ledger.quotes, quoteOf(step)] });
    else if (step.kind === 'lock-quote') {
      const quotes = this.its.ledger.quotes.map((each) =>
        each.id === step.quoteId ? { ...each, state: 'locked' as const } : each,
      );
      this.ledger({ quotes });
    }
    this.its = after(this.its, [step]);
    this.taken.push(step);
  }

  private ledger(more: Partial<Case['ledger']>): void {
    this.its = { ...this.its, ledger: { ...this.its.ledger, ...more } };
  }
}

const refusal = (step: Step): LedgerEffect =>
  anEffect(step, { state: 'REJECTED', problemCode: 'shopify-rejected', problemDetail: 'refused' });

function quoteOf(step: Extract<Step, { kind: 'quote' }>): LedgerQuote {
  const units = step.units.map(({ returnLineId, ordinal }) => ({ returnLineId, ordinal }));
  return {
    id: `${step.returnId}:q${step.revision}`,
    returnId: step.returnId,
    revision: step.revision,
    state: 'open',
    totalMinor: grossMinor * BigInt(units.length),
    currency: 'EUR',
    hash: `hash-${step.revision}`,
    factsDigest: step.factsDigest,
    shippingMinor: 0n,
    feeMinor: 0n,
    lockable: true,
    whyNotLockable: null,
    units: units.map((unit) => ({ ...unit, netMinor, taxMinor })),
  };
}

/** What must hold of every decision, whatever happened before it. */
function check(play: Play, steps: readonly Step[]): void {
  const { its } = play;
  expect(decided(its).steps).toEqual(steps);
  const locked = its.ledger.quotes.some((quote) => quote.state === 'locked');
  const ended = its.ledger.effects.filter((effect) => effect.state !== 'INTENT');
  for (const step of steps) {
    const again = ended.some((each) => each.kind === step.kind && each.subject === step.subject);
    expect(again, `${step.kind} ${step.subject} has ended`).toBe(false);
    const tells = ['tell-customer', 'approve-return', 'refund', 'process-return'];
    if (tells.includes(step.kind)) expect(locked, `${step.kind} before the lock`).toBe(true);
    if (step.kind === 'refund') {
      const credit = its.netsuite.credits.find((each) => each.id === step.creditId);
      expect(credit?.voided).toBe(false);
      expect(credit?.totalMinor).toBe(step.amountMinor);
      expect(step.amountMinor).toBe(grossMinor * BigInt(step.units.length));
      expect(its.shopify.order.openDisputes).toBe(0);
      const judged = decided(its).returns.flatMap((view) => view.units);
      for (const unit of step.units) {
        const view = judged.find((each) => unitText(each) === unitText(unit));
        expect(view?.disposition, `${unitText(unit)} is refunded unjudged`).not.toBeNull();
      }
    }
  }
  const refunds = [...play.taken, ...steps].filter((step) => step.kind === 'refund');
  const refundedUnits = refunds.flatMap((step) => step.units.map(unitText));
  expect(new Set(refundedUnits).size, 'a unit is refunded twice').toBe(refundedUnits.length);

  const told = [...play.taken, ...steps].flatMap((step) =>
    step.kind === 'tell-customer'
      ? step.units.map((unit) => `${step.milestone} ${unitText(unit)}`)
      : [],
  );
  expect(new Set(told).size, `told twice: ${told.join(', ')}`).toBe(told.length);
  checkStock(play, steps);
}

/** Units are put on sale only as far as movements into "Good" were shown, item by item. */
function checkStock(play: Play, steps: readonly Step[]): void {
  const { its } = play;
  for (const sold of its.shopify.order.lines) {
    const itemId = `10${sold.inventoryItemId?.slice(-1)}`;
    const cleared = its.netsuite.inspections
      .flatMap((document) => document.lines)
      .filter((line) => line.itemId === itemId && line.revisedStatus === 'Good')
      .reduce((sum, line) => sum + line.quantity, 0);
    const released = [...play.taken, ...steps]
      .filter((step): step is MoveStock => step.kind === 'release-stock')
      .filter((step) => step.inventoryItemId === sold.inventoryItemId)
      .reduce((sum, step) => sum + step.quantity, 0);
    expect(released, `${itemId}: released against cleared`).toBeLessThanOrEqual(cleared);
  }
}

/** Shows everything and acts until nothing is left to do. */
function settleAll(play: Play): void {
  play.showAll();
  for (let round = 0; round < 30; round += 1) {
    if (play.act(100, 0) === 0) return;
  }
  throw new Error('deciding does not come to rest');
}

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) };

test('whatever happens in whatever order, each decision keeps the laws and it comes to rest', () => {
  fc.assert(
    fc.property(storyOf(disturbed), ({ shape: form, happenings }) => {
      const play = new Play(form);
      for (const one of happenings) play.happen(one);
      settleAll(play);
    }),
    runs,
  );
});

test('in whatever order documents show, the holds end where the warehouse put the units', () => {
  fc.assert(
    fc.property(storyOf(usual), ({ shape: form, happenings }) => {
      const play = new Play(form);
      for (const one of happenings) play.happen(one);
      settleAll(play);
      const states = new Map<string, number>();
      for (const hold of play.its.ledger.holds) {
        const key = `${hold.inventoryItemId?.slice(-1)} ${hold.state}`;
        states.set(key, (states.get(key) ?? 0) + 1);
      }
      for (const [item, shelf] of play.shelves) {
        const held = (state: string) => states.get(`${item.slice(-1)} ${state}`) ?? 0;
        expect({
          Inspection: held('pending_inspection'),
          Good: held('released'),
          Damaged: held('written_off'),
          Quarantine: held('set_aside'),
        }).toEqual({
          Inspection: 0,
          Good: 0,
          Damaged: 0,
          Quarantine: 0,
          ...Object.fromEntries(shelf),
        });
      }
    }),
    runs,
  );
});

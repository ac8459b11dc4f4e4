import { allocate, convertByRatio, sumMinor } from '../../src/domain/money.ts';
import type { ShopifyPayment } from '../../src/domain/snapshot.ts';
import { planTenders, type TenderPlan } from '../../src/domain/tenders.ts';
import { amountIs, type CaseAmounts, type Check, type Checks, factIs } from './check.ts';
import type { PeerCase, Scalar } from './peer-case.ts';
import { saleLine } from './sale-of-case.ts';

function payment(id: string, amountMinor: bigint, age: number, status = 'SUCCESS'): ShopifyPayment {
  return {
    id,
    kind: 'SALE',
    gateway: id,
    manual: false,
    status: status === 'SUCCESS' ? 'SUCCESS' : 'FAILURE',
    amountMinor,
    refundableMinor: amountMinor,
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, age)).toISOString(),
  };
}

function tendersOf(plan: TenderPlan) {
  return plan.ok ? plan.tenders : [];
}

/** Which payments give money back, and how much each. */
export function readTenders(peer: PeerCase, read: CaseAmounts): Checks {
  const { given, when } = peer;
  const is = (actual: () => bigint): Check => amountIs(peer, read, actual);
  if (given.payments !== undefined) {
    const payments = given.payments.map((entry, index) =>
      typeof entry === 'object'
        ? payment(entry.id, read.amount(entry.amount), entry.priority)
        : payment(`P${index + 1}`, read.amount(entry), index),
    );
    const line = given.lines?.[0];
    const asked =
      when.refund_amount !== undefined || line === undefined
        ? read.amount(when.refund_amount ?? '0')
        : read.amount(saleLine(line, read.amount).unitPriceMinor.toString()) *
          BigInt(when.return_lines?.[0]?.quantity ?? 0);
    const tenders = tendersOf(
      planTenders({ amountMinor: asked, payments, pendingByPayment: new Map() }),
    );
    const to = (id: string): bigint =>
      sumMinor(
        tenders.filter((tender) => tender.parentId === id).map((tender) => tender.amountMinor),
      );
    return {
      refunded_to: factIs(() => tenders.map((tender) => tender.parentId)),
      to_P1: is(() => to('P1')),
      to_P2: is(() => to('P2')),
    };
  }
  if (when.transaction !== undefined) {
    const shopMinor = read.amount(when.transaction.amount);
    const told = when.transaction.presentment;
    const paidMinor = told === undefined ? shopMinor : read.amount(told);
    const amountMinor =
      told === undefined ? shopMinor : convertByRatio(shopMinor, shopMinor, paidMinor);
    const payments = [payment('P1', paidMinor, 0)];
    const tenders = tendersOf(planTenders({ amountMinor, payments, pendingByPayment: new Map() }));
    return { payment: is(() => -sumMinor(tenders.map((tender) => tender.amountMinor))) };
  }
  const transactions = when.transactions ?? given.transactions;
  return transactions === undefined ? {} : readTransactions(peer, read, transactions);
}

function readTransactions(
  peer: PeerCase,
  read: CaseAmounts,
  transactions: NonNullable<PeerCase['when']['transactions']>,
): Checks {
  const payments = transactions.map((entry, index) =>
    typeof entry === 'object'
      ? payment(`P${index}`, read.amount(entry.amount ?? '100'), index, entry.status.toUpperCase())
      : payment(`P${index}`, read.amount(entry), index),
  );
  const paid = payments.filter((one) => one.status === 'SUCCESS');
  const amountMinor = sumMinor(paid.map((one) => one.amountMinor));
  const first = tendersOf(planTenders({ amountMinor, payments, pendingByPayment: new Map() }));
  const amounts = first.map((tender) => tender.amountMinor);
  const pending = new Map(first.map((tender) => [tender.parentId, tender.amountMinor]));
  // The second run knows of the first: what is due again is nothing, and nothing more fits.
  const second = tendersOf(planTenders({ amountMinor: 0n, payments, pendingByPayment: pending }));
  const again = planTenders({ amountMinor, payments, pendingByPayment: pending });
  const twice = [...amounts, ...second.map((tender) => tender.amountMinor)];
  return {
    payment_lines: factIs(() => amounts.length),
    sum: amountIs(peer, read, () => sumMinor(amounts)),
    payments: (expected) => {
      if (again.ok) return 'a second run would pay again';
      const wanted = (expected as Scalar[]).map((value) => read.amount(value));
      return wanted.join() === twice.join() ? null : `got ${twice.join()}`;
    },
  };
}

/** Splits by weights. */
export function readAllocation(peer: PeerCase, read: CaseAmounts): Checks {
  const { weights } = peer.given;
  const { distribute } = peer.when;
  if (weights === undefined || distribute === undefined) return {};
  const parts = allocate(read.amount(distribute), weights.map(read.amount));
  const values = (expected: unknown): bigint[] => (expected as Scalar[]).map(read.amount);
  const ordered = (list: readonly bigint[]): string =>
    [...list].sort((a, b) => Number(a - b)).join();
  return {
    parts: (expected) => (values(expected).join() === parts.join() ? null : `got ${parts.join()}`),
    parts_any_order: (expected) =>
      ordered(values(expected)) === ordered(parts) ? null : `got ${parts.join()}`,
    sum: amountIs(peer, read, () => sumMinor(parts)),
  };
}

/** Between shop and presentment currency, and amounts that are rounded before they are stored. */
export function readCurrency(peer: PeerCase, read: CaseAmounts): Checks {
  const { given } = peer;
  if (given.unit_amounts !== undefined) {
    // Amounts are stored in minor units, so that each is rounded by itself, half-up, then summed.
    const stored = given.unit_amounts.map(read.rounded);
    return { refund_total: amountIs(peer, read, () => sumMinor(stored)) };
  }
  if (given.shop_amount === undefined) return {};
  const shopMinor = read.amount(given.shop_amount);
  const presentmentMinor = (shopMinor * 137n) / 100n;
  return {
    line_amount: () => {
      const there = convertByRatio(shopMinor, shopMinor, presentmentMinor);
      const back = convertByRatio(presentmentMinor, presentmentMinor, shopMinor);
      return there === presentmentMinor && back === shopMinor ? null : `got ${there} and ${back}`;
    },
  };
}

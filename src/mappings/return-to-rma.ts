import type { Finding, RmaPlan } from '../domain/decide/translate.ts';
import type { UnitKey } from '../domain/ledger-side.ts';
import type { MappingTables } from '../domain/policy.ts';
import type {
  NetsuiteSource,
  ShopifyOrder,
  ShopifyReturn,
  SourceType,
} from '../domain/snapshot.ts';
import { returnLineKey } from '../domain/unit-key.ts';
import { matchReturnLine } from './line-match.ts';

/**
 * Translates a Shopify return into the RMAs it needs: one per source document, return lines of one
 * source line merged into one RMA line (NetSuite refuses two rows with the same `orderLine`).
 * Returns findings instead of throwing; with any finding nothing is planned, since half a return
 * must not be authorized. Units already on an RMA are given in `assigned` and left alone.
 */
export function planRmas(
  order: ShopifyOrder,
  shopifyReturn: ShopifyReturn,
  sources: readonly NetsuiteSource[],
  used: ReadonlyMap<string, number>,
  assigned: ReadonlySet<string>,
  tables: MappingTables,
): { readonly plans: readonly RmaPlan[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const taken = new Map(used);
  const bySource = new Map<
    string,
    {
      type: SourceType;
      units: (UnitKey & { orderLine: number })[];
      reasons: Map<number, string | null>;
      inferred: boolean;
    }
  >();

  for (const line of shopifyReturn.lines) {
    const returnLineId = returnLineKey(line.id);
    const ordinals = range(line.quantity).filter((n) => !assigned.has(`${returnLineId}#${n}`));
    if (ordinals.length === 0) continue;
    const sold = order.lines.find((each) => each.id === line.lineId);
    if (sold === undefined) {
      findings.push({
        code: 'shape-unsupported',
        subject: line.id,
        detail: 'goods that were not on the order',
      });
      continue;
    }
    const match = matchReturnLine({ line: sold, quantity: ordinals.length }, sources, taken);
    if (match.kind !== 'matched') {
      findings.push(findingFor(match.kind, sold.sku ?? sold.title, line.id));
      continue;
    }
    const queue = [...ordinals];
    for (const part of match.parts) {
      const key = `${part.sourceId}:${part.orderLine}`;
      taken.set(key, (taken.get(key) ?? 0) + part.quantity);
      const plan = bySource.get(part.sourceId) ?? {
        type: part.sourceType,
        units: [] as (UnitKey & { orderLine: number })[],
        reasons: new Map<number, string | null>(),
        inferred: false,
      };
      for (const ordinal of queue.splice(0, part.quantity)) {
        plan.units.push({ returnLineId, ordinal, orderLine: part.orderLine });
      }
      if (!plan.reasons.has(part.orderLine)) {
        plan.reasons.set(part.orderLine, tables.reasons[line.reason ?? ''] ?? null);
      }
      plan.inferred ||= part.inferred;
      bySource.set(part.sourceId, plan);
    }
  }

  if (findings.length > 0) return { plans: [], findings };
  const plans = [...bySource].map(([sourceId, plan]) => ({
    sourceType: plan.type,
    sourceId,
    units: plan.units,
    lines: [...plan.reasons].map(([orderLine, reason]) => ({
      orderLine,
      quantity: plan.units.filter((unit) => unit.orderLine === orderLine).length,
      reason,
    })),
    inferred: plan.inferred,
  }));
  return { plans, findings };
}

function findingFor(
  kind: 'unmatched' | 'ambiguous' | 'over-return',
  what: string,
  subject: string,
): Finding {
  switch (kind) {
    case 'unmatched':
      return { code: 'line-unmatched', subject, detail: `no NetSuite line stands for ${what}` };
    case 'ambiguous':
      return {
        code: 'line-ambiguous',
        subject,
        detail: `more than one NetSuite line fits ${what}`,
      };
    case 'over-return':
      return {
        code: 'over-return',
        subject,
        detail: `more units of ${what} are returned than are left`,
      };
    default:
      return kind satisfies never;
  }
}

function range(quantity: number): number[] {
  return Array.from({ length: quantity }, (_, index) => index + 1);
}

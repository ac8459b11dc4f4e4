import { numberOf } from '../diary.ts';
import type { Truth } from '../stage.ts';
import type { MoneyLine, TrueSale } from '../truth/netsuite.ts';
import type { Case, Law } from './evidence.ts';

/**
 * Law 6: each RMA descends from the original bill, line by line and never beyond what was sold; each
 * credit descends from the RMA, line by line and never beyond it.
 */
export const descendsFromSale: Law = ({ cases, truth }) => {
  const sales = new Map(salesOf(truth).map((sale) => [sale.id, sale]));
  const held = cases.filter(({ rmas }) => rmas.length > 0);
  return {
    checked: held.reduce((sum, { rmas, credits }) => sum + rmas.length + credits.length, 0),
    violations: [
      ...held.flatMap((its) => [...rmaFaults(its, sales), ...creditFaults(its)]),
      ...oversold(held, sales),
    ],
  };
};

function salesOf({ netsuite }: Truth): readonly TrueSale[] {
  return [...netsuite.cashSales, ...netsuite.invoices, ...netsuite.salesOrders];
}

function rmaFaults(its: Case, sales: ReadonlyMap<string, TrueSale>): string[] {
  const found: string[] = [];
  const returned = new Map<string, number>();
  for (const rma of its.rmas.filter(({ status }) => status !== 'C')) {
    const sale = sales.get(rma.createdFrom ?? '');
    if (sale === undefined) return [`${rma.tranId} does not descend from a sale`];
    for (const line of rma.lines.filter(isGoods)) {
      const sold = sale.lines.find((each) => each.line === line.orderLine);
      if (sold === undefined || sold.item !== line.item || line.quantity > sold.quantity) {
        found.push(`${rma.tranId} line ${line.line} is not a line of ${sale.tranId}`);
        continue;
      }
      const key = numberOf(sold.shopifyLineId ?? '');
      returned.set(key, (returned.get(key) ?? 0) + line.quantity);
    }
  }
  const asked = new Map<string, number>();
  for (const { lineItemId, quantity } of its.trueReturn.lines) {
    const key = numberOf(lineItemId);
    asked.set(key, (asked.get(key) ?? 0) + quantity);
  }
  for (const key of new Set([...returned.keys(), ...asked.keys()])) {
    if (returned.get(key) === asked.get(key)) continue;
    const [there, here] = [returned.get(key) ?? 0, asked.get(key) ?? 0];
    found.push(`${its.trueReturn.name} line ${key}: ${here} in Shopify, ${there} on the RMA`);
  }
  return found;
}

function creditFaults({ rmas, credits }: Case): string[] {
  const found: string[] = [];
  for (const rma of rmas) {
    const own = credits.filter(({ createdFrom }) => createdFrom === rma.id);
    for (const line of rma.lines.filter(isGoods)) {
      const lines = own.flatMap((credit) =>
        credit.lines.filter((each) => each.orderLine === line.line),
      );
      const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
      if (units > line.quantity || lines.some(({ item }) => item !== line.item)) {
        found.push(
          `${rma.tranId} line ${line.line}: ${units} of ${line.quantity} units are credited`,
        );
      }
    }
    for (const credit of own) {
      const known = new Set(rma.lines.map(({ line }) => line));
      const strange = credit.lines.filter(
        (line) => isGoods(line) && !known.has(line.orderLine ?? -1),
      );
      if (strange.length > 0)
        found.push(`${credit.tranId} credits lines that ${rma.tranId} has not`);
    }
  }
  return found;
}

/** All returns of a sale together take no more units from a line than were sold. */
function oversold(cases: readonly Case[], sales: ReadonlyMap<string, TrueSale>): string[] {
  const taken = new Map<string, number>();
  for (const rma of cases.flatMap(({ rmas }) => rmas).filter(({ status }) => status !== 'C')) {
    for (const line of rma.lines.filter(isGoods)) {
      const key = `${rma.createdFrom}/${line.orderLine}`;
      taken.set(key, (taken.get(key) ?? 0) + line.quantity);
    }
  }
  return [...taken].flatMap(([key, quantity]) => {
    const [sale = '', line] = key.split('/');
    const sold = sales.get(sale)?.lines.find((each) => each.line === Number(line))?.quantity ?? 0;
    return quantity > sold ? [`${key}: ${quantity} units are to come back, ${sold} were sold`] : [];
  });
}

function isGoods(line: Pick<MoneyLine, 'itemType'>): boolean {
  return line.itemType === 'InvtPart';
}

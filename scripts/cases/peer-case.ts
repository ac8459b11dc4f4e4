import { z } from 'zod';
import { divideHalfUp, parseDecimal, readDecimal, roundDecimal } from '../../src/domain/money.ts';

const scalar = z.union([z.string(), z.number()]);

const caseLine = z.object({
  id: z.string(),
  quantity: z.number().int(),
  unit_price: scalar,
  tax_rate_percent: scalar.default('0'),
  tax_included: z.boolean().default(false),
  line_discount_total: scalar.default('0'),
  order_discount_allocated: scalar.default('0'),
  exchange: z.boolean().default(false),
});

const caseCharge = z.object({
  id: z.string(),
  amount: scalar,
  tax_rate_percent: scalar.default('0'),
  tax_included: z.boolean().default(false),
  discount: scalar.default('0'),
});

const lineRef = z.object({ line: z.string(), quantity: z.number().int() });
const partRef = z.object({
  line: z.string().optional(),
  shipping: z.string().optional(),
  amount: scalar,
});

/** A third-party case: what was sold, what is asked, what must hold; amounts as text. */
export const peerCaseSchema = z.object({
  id: z.string(),
  group: z.string().default(''),
  kind: z.string(),
  money_unit: z.enum(['major', 'minor']).default('minor'),
  currency: z.string().default('USD'),
  given: z.looseObject({
    lines: z.array(caseLine).optional(),
    shipping: z
      .union([z.array(caseCharge), z.string(), z.object({ gross: scalar, tax: scalar })])
      .optional(),
    weights: z.array(scalar).optional(),
    unit_amounts: z.array(scalar).optional(),
    payments: z
      .array(z.union([scalar, z.object({ id: z.string(), amount: scalar, priority: z.number() })]))
      .optional(),
    order_total: scalar.optional(),
    lines_total: scalar.optional(),
    return_value: scalar.optional(),
    restocking_fee: scalar.optional(),
    unit_total: scalar.optional(),
    already_refunded: scalar.optional(),
    shop_amount: scalar.optional(),
    presentment_currency: z.string().optional(),
    transactions: z.array(scalar).optional(),
  }),
  when: z.looseObject({
    return_lines: z.array(lineRef).optional(),
    exchange_lines: z.array(lineRef).optional(),
    new_lines: z.array(caseLine).optional(),
    shipping_new: scalar.optional(),
    refund_shipping: z.union([z.array(z.string()), z.boolean()]).optional(),
    refund_everything: z.boolean().optional(),
    refund_partial: z.array(partRef).optional(),
    previously: z.array(partRef).optional(),
    return_shipping_charge: caseCharge.optional(),
    refund_sequence: z.array(z.number().int()).optional(),
    received_good: z.number().int().optional(),
    dismissed: z.number().int().optional(),
    shopify_refund_total: scalar.optional(),
    refund_amount: scalar.optional(),
    refund: z.union([scalar, z.boolean()]).optional(),
    adjustment: scalar.optional(),
    override: scalar.optional(),
    distribute: scalar.optional(),
    transaction: z.looseObject({ amount: scalar, presentment: scalar.optional() }).optional(),
    transactions: z
      .array(z.union([scalar, z.looseObject({ status: z.string(), amount: scalar.optional() })]))
      .optional(),
    sync_twice: z.boolean().optional(),
    import_: z.boolean().optional(),
  }),
  expect: z.record(z.string(), z.unknown()),
  notes: z.string().optional(),
});

export type PeerCase = z.infer<typeof peerCaseSchema>;
export type CaseLine = z.infer<typeof caseLine>;
export type CaseCharge = z.infer<typeof caseCharge>;
export type Scalar = z.infer<typeof scalar>;

/** Values for the letters of a property case, in minor units. */
export type Letters = Readonly<Record<string, bigint>>;

const expression =
  /^\s*-?\s*(?:\d+(?:\.\d+)?)?\s*[A-Z]?(?:\s*[+-]\s*(?:\d+(?:\.\d+)?)?\s*[A-Z]?)*\s*$/;
const term = /([+-]?)\s*(\d+(?:\.\d+)?)?\s*([A-Z])?/g;

/** Reads amounts of one case: plain figures exactly, letters such as `2U + S` by their values. */
export function amountReader(peer: PeerCase, letters: Letters) {
  const figure = (text: string): bigint =>
    peer.money_unit === 'minor' ? roundWhole(text) : parseDecimal(text, peer.currency);
  const amount = (value: Scalar): bigint => {
    const text = String(value);
    if (readDecimal(text) !== null) return figure(text);
    if (!isAmount(text)) throw new RangeError(`"${text}" is no amount`);
    let sum = 0n;
    for (const [whole, sign, number, letter] of text.matchAll(term)) {
      if (whole.trim() === '') continue;
      const part =
        letter === undefined ? figure(number ?? '0') : times(number ?? '1', letters[letter]);
      sum += sign === '-' ? -part : part;
    }
    return sum;
  };
  return { amount, rounded: (value: Scalar): bigint => roundDecimal(String(value), peer.currency) };
}

/** Whether a text is a figure or a sum of figures and letters. */
export function isAmount(value: unknown): value is Scalar {
  if (typeof value === 'number') return true;
  return typeof value === 'string' && value.trim() !== '' && expression.test(value);
}

/** The letters that a case uses in place of figures, in the order of the alphabet. */
export function lettersOf(peer: PeerCase): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (isAmount(value)) for (const letter of value.match(/[A-Z]/g) ?? []) found.add(letter);
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit([peer.given, peer.when, peer.expect]);
  return [...found].sort();
}

function times(factor: string, value: bigint | undefined): bigint {
  const decimal = readDecimal(factor);
  if (decimal === null || value === undefined)
    throw new RangeError(`${factor} of an unknown letter`);
  return divideHalfUp(value * decimal.digits, 10n ** BigInt(decimal.scale));
}

function roundWhole(text: string): bigint {
  const decimal = readDecimal(text);
  if (decimal === null || decimal.scale > 0)
    throw new RangeError(`"${text}" is not in minor units`);
  return decimal.digits;
}

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseDecimal } from '../../domain/money.ts';

const lineSchema = z.object({
  effectId: z.string(),
  audience: z.string(),
  subject: z.string(),
  text: z.string(),
});

/** One message to a customer, read as the customer reads it. */
export interface Telling {
  readonly effectId: string;
  readonly returnName: string;
  readonly milestone: 'confirmed' | 'inspected' | 'posted' | 'settled';
  /** Null where the message names none; zero where it says that nothing is due. */
  readonly amountMinor: bigint | null;
}

const milestoneOf = {
  confirmed: 'confirmed',
  inspected: 'inspected',
  'credit booked': 'posted',
  refunded: 'settled',
  complete: 'settled',
} as const;

/** The messages in the notice file, oldest first. A line that a crash cut off is left out. */
export async function readTellings(path: string, currency: string): Promise<readonly Telling[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => readTelling(line, currency) ?? []);
}

function readTelling(line: string, currency: string): Telling | null {
  const parsed = lineSchema.safeParse(jsonOf(line));
  if (!parsed.success || parsed.data.audience !== 'customer') return null;
  const { effectId, subject, text } = parsed.data;
  const [, returnName, what] = /^Return (\S+): (.+)$/.exec(subject) ?? [];
  const milestone = milestoneOf[what as keyof typeof milestoneOf];
  if (returnName === undefined || milestone === undefined) return null;
  return { effectId, returnName, milestone, amountMinor: amountIn(text, currency) };
}

function amountIn(text: string, currency: string): bigint | null {
  if (text.includes('nothing to refund')) return 0n;
  // Amounts are written for the locale `en`: a currency sign, thousands in commas, a point.
  const [found] = /(?<=[€$£¥]|[A-Z]{3}\u00a0)[0-9][0-9,]*(?:\.[0-9]+)?/.exec(text) ?? [];
  return found === undefined ? null : parseDecimal(found.replaceAll(',', ''), currency);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

import type { NetsuiteSource, NetsuiteSourceLine } from '../../src/domain/snapshot.ts';

export function aSourceLine(over: Partial<NetsuiteSourceLine> = {}): NetsuiteSourceLine {
  return {
    line: 1,
    itemId: '101',
    itemType: 'InvtPart',
    sku: 'COAT',
    quantity: 1,
    amountMinor: 1_000n,
    rate: null,
    shopifyLineId: '1',
    ...over,
  };
}

export function aSource(
  lines: readonly NetsuiteSourceLine[],
  over: Partial<NetsuiteSource> = {},
): NetsuiteSource {
  return {
    type: 'cashSale',
    id: '500',
    tranId: 'CS500',
    currency: 'EUR',
    totalMinor: 0n,
    remainingMinor: 0n,
    lines,
    ...over,
  };
}

import type { Config, ShopConfig } from './types.ts';

const lateCommitFloorMs = 15 * 60_000;

/** What is allowed and still worth a sentence at every start. Holds no secret. */
export function notesOn(config: Omit<Config, 'notes'>): readonly string[] {
  const embedded =
    config.profile === 'embedded'
      ? [
          'The embedded ledger survives the death of this process, not of the machine. Set DATABASE_URL before it matters.',
        ]
      : [];
  return [...embedded, ...config.shops.flatMap(notesOnShop)];
}

function notesOnShop(shop: ShopConfig): string[] {
  const notes: string[] = [];
  if (shop.notices.customers === null && shop.policy.telling.milestones.length > 0) {
    notes.push(
      `${shop.id}: customers are told nothing, since neither SMTP_URL nor NOTICE_FILE is set; every milestone becomes an exception.`,
    );
  }
  if (shop.netsuite.origin === null && shop.netsuite.lateCommitMs < lateCommitFloorMs) {
    notes.push(
      `${shop.id}: netsuite.lateCommitMs is below 15 minutes, the time NetSuite itself may still commit a request we gave up.`,
    );
  }
  for (const origin of [shop.shopify.origin, shop.netsuite.origin]) {
    if (origin?.startsWith('http:')) notes.push(`${shop.id}: ${origin} is not encrypted.`);
  }
  return notes;
}

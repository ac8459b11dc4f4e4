import type { Shop } from '../shop.ts';

export type ThrottleStatus = {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
};

/** Shopify's leaky bucket of cost points, one per app and shop. */
export type Bucket = {
  /** Takes the points if they are there; false leaves the bucket as it was. */
  take(points: number): boolean;
  /** Gives back what was asked for but not used. */
  giveBack(points: number): void;
  status(): ThrottleStatus;
};

/** Full at first; refills by the shop's clock at `restoreRate` a second. */
export function createBucket(shop: Shop): Bucket {
  const limit = () => shop.settings.get('maximumAvailable');
  let available = limit();
  let updatedAt = shop.now().getTime();
  const refill = () => {
    const now = shop.now().getTime();
    const restored = ((now - updatedAt) / 1000) * shop.settings.get('restoreRate');
    available = Math.min(limit(), available + restored);
    updatedAt = now;
  };
  return {
    take: (points) => {
      refill();
      if (available < points) return false;
      available -= points;
      return true;
    },
    giveBack: (points) => {
      available = Math.min(limit(), available + points);
    },
    status: () => {
      refill();
      return {
        maximumAvailable: limit(),
        currentlyAvailable: Math.floor(available),
        restoreRate: shop.settings.get('restoreRate'),
      };
    },
  };
}

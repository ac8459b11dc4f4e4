export type LocationRecord = {
  __typename: 'Location';
  id: string;
  name: string;
  isActive: boolean;
  createdAt: Date;
};

export type ProductRecord = {
  __typename: 'Product';
  id: string;
  title: string;
  handle: string;
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT';
  vendor: string;
  productType: string;
  tags: string[];
  variantIds: string[];
  createdAt: Date;
  updatedAt: Date;
};

export type VariantRecord = {
  __typename: 'ProductVariant';
  id: string;
  productId: string;
  title: string;
  sku: string | null;
  barcode: string | null;
  /** In the shop's currency. */
  priceShopMinor: bigint;
  inventoryItemId: string;
  inventoryPolicy: 'DENY' | 'CONTINUE';
  taxable: boolean;
  position: number;
  createdAt: Date;
  updatedAt: Date;
};

export const quantityNames = [
  'available',
  'committed',
  'reserved',
  'damaged',
  'safety_stock',
  'quality_control',
  'incoming',
] as const;
/** The stored states; `on_hand` is always their sum without `incoming` and is never stored. */
export type QuantityName = (typeof quantityNames)[number];

export type InventoryItemRecord = {
  __typename: 'InventoryItem';
  id: string;
  variantId: string;
  sku: string | null;
  tracked: boolean;
  requiresShipping: boolean;
  unitCostShopMinor: bigint | null;
  createdAt: Date;
  updatedAt: Date;
};

export type InventoryLevelRecord = {
  __typename: 'InventoryLevel';
  id: string;
  inventoryItemId: string;
  locationId: string;
  isActive: boolean;
  quantities: Record<QuantityName, number>;
  /** Per state, and for on_hand: when it last changed; absent until the first change. */
  changedAt: Partial<Record<QuantityName | 'on_hand', Date>>;
  createdAt: Date;
  updatedAt: Date;
};

export type InventoryLogRow = {
  at: Date;
  inventoryItemId: string;
  locationId: string;
  name: QuantityName;
  delta: number;
  reason: string;
  /** `app` for the API client, else who acted: `staff`, `shopper`, `shopify`, the name of another app. */
  by: string;
};

export type MetafieldRecord = {
  __typename: 'Metafield';
  id: string;
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: Date;
  updatedAt: Date;
};

export type CustomerRecord = {
  __typename: 'Customer';
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  tags?: string[];
  createdAt: Date;
};

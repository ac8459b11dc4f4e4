import type { RootModule } from '../graphql/define.ts';
import { appRoots } from './app.ts';
import { fulfillmentRoots } from './fulfillments.ts';
import { inventoryRoots } from './inventory.ts';
import { metafieldRoots } from './metafields.ts';
import { orderChangeRoots } from './order-changes.ts';
import { orderCreateRoots } from './order-create.ts';
import { orderLineRoots } from './order-lines.ts';
import { orderRoots } from './orders.ts';
import { productRoots } from './products.ts';
import { refundCreateRoots } from './refund-create.ts';
import { returnMutationRoots } from './return-mutations.ts';
import { returnRoots } from './returns.ts';
import { reverseLogisticsRoots } from './reverse-logistics.ts';
import { shopRoots } from './shop.ts';
import { storeCreditRoots } from './store-credit.ts';
import { tagRoots } from './tags.ts';
import { transactionRoots } from './transactions.ts';
import { webhookRoots } from './webhooks.ts';

/** Everything the simulated Admin API answers; one file per part of the schema. */
export const rootModules: readonly RootModule[] = [
  shopRoots,
  orderRoots,
  orderLineRoots,
  orderCreateRoots,
  orderChangeRoots,
  fulfillmentRoots,
  transactionRoots,
  refundCreateRoots,
  returnRoots,
  returnMutationRoots,
  reverseLogisticsRoots,
  webhookRoots,
  appRoots,
  storeCreditRoots,
  productRoots,
  inventoryRoots,
  metafieldRoots,
  tagRoots,
];

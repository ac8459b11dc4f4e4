/** Webhook bodies in the shapes of API version 2026-10, as text: ids above 2^53 must survive. */
const returnGid = 'gid://shopify/Return/123134564567890';
const orderGid = 'gid://shopify/Order/4783296544821';

const nestedOrder = `"order":{"id":4783296544821,"admin_graphql_api_id":"${orderGid}"}`;
const ownReturn = `"id":123134564567890,"admin_graphql_api_id":"${returnGid}"`;

export const bodies: readonly {
  readonly topic: string;
  readonly body: string;
  readonly kind: string;
  readonly id: string | null;
}[] = [
  {
    topic: 'returns/request',
    body: `{${ownReturn},"status":"requested",${nestedOrder},"total_return_line_items":2,"name":null,"return_line_items":[]}`,
    kind: 'order',
    id: orderGid,
  },
  {
    topic: 'returns/approve',
    body: `{${ownReturn},"status":"open",${nestedOrder},"name":"#1106-R2","exchange_line_items":[]}`,
    kind: 'order',
    id: orderGid,
  },
  {
    topic: 'returns/decline',
    body: `{${ownReturn},"status":"declined",${nestedOrder},"decline":{"reason":"other","note":"late"}}`,
    kind: 'order',
    id: orderGid,
  },
  {
    topic: 'returns/process',
    body: `{"id":123134564567890,"status":"open","order":{"id":4783296544821}}`,
    kind: 'order',
    id: orderGid,
  },
  ...['cancel', 'close', 'reopen'].map((verb) => ({
    topic: `returns/${verb}`,
    body: `{${ownReturn},"order_id":4783296544821,"status":"closed"}`,
    kind: 'order',
    id: orderGid,
  })),
  {
    topic: 'returns/update',
    body: `{"admin_graphql_api_id":"${returnGid}","return_line_items":{"removals":[{"admin_graphql_api_id":"gid://shopify/ReturnLineItem/1","delta":2}]},"restocking_fees":{"updates":[],"removals":[]}}`,
    kind: 'return',
    id: returnGid,
  },
  {
    topic: 'reverse_deliveries/attach_deliverable',
    body: `{"id":9080907654321,"admin_graphql_api_id":"gid://shopify/ReverseDelivery/9080907654321","return":{${ownReturn}},"shipping_deliverable":{"tracking":{"carrier_name":"USPS"}}}`,
    kind: 'return',
    id: returnGid,
  },
  {
    topic: 'reverse_fulfillment_orders/dispose',
    body: `{"id":11111111,"admin_graphql_api_id":"gid://shopify/ReverseFulfillmentOrder/11111111","dispositions":[{"type":"restocked","quantity":1}],"total_dispositions":1}`,
    kind: 'rfo',
    id: 'gid://shopify/ReverseFulfillmentOrder/11111111',
  },
  {
    topic: 'refunds/create',
    body: `{"id":890088186047892319,"order_id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Refund/890088186047892319","return":null}`,
    kind: 'order',
    id: 'gid://shopify/Order/820982911946154508',
  },
  {
    topic: 'order_transactions/create',
    body: `{"id":120560818172775265,"order_id":820982911946154508,"kind":"refund","status":"success","admin_graphql_api_id":"gid://shopify/OrderTransaction/120560818172775265"}`,
    kind: 'order',
    id: 'gid://shopify/Order/820982911946154508',
  },
  {
    topic: 'disputes/create',
    body: `{"id":285332461,"order_id":4783296544821,"type":"chargeback","status":"needs_response"}`,
    kind: 'order',
    id: orderGid,
  },
  {
    topic: 'orders/updated',
    body: `{"id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508","tags":"a, b"}`,
    kind: 'order',
    id: 'gid://shopify/Order/820982911946154508',
  },
  {
    topic: 'orders/updated',
    body: `{"id":820982911946154508,"name":"an order without a gid"}`,
    kind: 'order',
    id: 'gid://shopify/Order/820982911946154508',
  },
  {
    topic: 'inventory_levels/update',
    body: `{"inventory_item_id":271878346596884015,"location_id":24826418,"available":10,"admin_graphql_api_id":"gid://shopify/InventoryLevel/24826418?inventory_item_id=271878346596884015"}`,
    kind: 'inventory',
    id: 'gid://shopify/InventoryItem/271878346596884015@gid://shopify/Location/24826418',
  },
  {
    topic: 'app/uninstalled',
    body: `{"id":548380009,"name":"Acme","plan_name":"enterprise"}`,
    kind: 'unknown',
    id: null,
  },
  {
    topic: 'customers/redact',
    body: `{"shop_id":954889,"shop_domain":"acme.myshopify.com","customer":{"id":191167},"orders_to_redact":[299938]}`,
    kind: 'unknown',
    id: null,
  },
];

export const approved = bodies[1]?.body ?? '';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
// Written by `npm run codegen` from operations/*.graphql. Do not edit.
import type { Operation } from './operation.ts';
export type DisputeStatus =
  | 'ACCEPTED'
  | 'CHARGE_REFUNDED'
  | 'LOST'
  | 'NEEDS_RESPONSE'
  | 'PREVENTED'
  | 'UNDER_REVIEW'
  | 'WON';

export type HasMetafieldsMetafieldIdentifierInput = {
  key: string;
  namespace?: string | null | undefined;
};

export type InventoryAdjustQuantitiesInput = {
  changes: Array<InventoryChangeInput>;
  name: string;
  reason: string;
  referenceDocumentUri?: string | null | undefined;
};

export type InventoryAdjustQuantitiesUserErrorCode =
  | 'ADJUST_QUANTITIES_FAILED'
  | 'CHANGE_FROM_QUANTITY_STALE'
  | 'IDEMPOTENCY_CONCURRENT_REQUEST'
  | 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
  | 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED'
  | 'INTERNAL_LEDGER_DOCUMENT'
  | 'INVALID_AVAILABLE_DOCUMENT'
  | 'INVALID_INVENTORY_ITEM'
  | 'INVALID_LEDGER_DOCUMENT'
  | 'INVALID_LOCATION'
  | 'INVALID_QUANTITY_DOCUMENT'
  | 'INVALID_QUANTITY_NAME'
  | 'INVALID_QUANTITY_TOO_HIGH'
  | 'INVALID_QUANTITY_TOO_LOW'
  | 'INVALID_REASON'
  | 'INVALID_REFERENCE_DOCUMENT'
  | 'MAX_ONE_LEDGER_DOCUMENT'
  | 'NON_MUTABLE_INVENTORY_ITEM'
  | 'SERVICE_UNAVAILABLE';

export type InventoryChangeInput = {
  changeFromQuantity?: number | null | undefined;
  delta: number;
  inventoryItemId: string;
  ledgerDocumentUri?: string | null | undefined;
  locationId: string;
};

export type InventoryMoveQuantitiesInput = {
  changes: Array<InventoryMoveQuantityChange>;
  reason: string;
  referenceDocumentUri: string;
};

export type InventoryMoveQuantitiesUserErrorCode =
  | 'CHANGE_FROM_QUANTITY_STALE'
  | 'DIFFERENT_LOCATIONS'
  | 'IDEMPOTENCY_CONCURRENT_REQUEST'
  | 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
  | 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED'
  | 'INTERNAL_LEDGER_DOCUMENT'
  | 'INVALID_AVAILABLE_DOCUMENT'
  | 'INVALID_INVENTORY_ITEM'
  | 'INVALID_LEDGER_DOCUMENT'
  | 'INVALID_LOCATION'
  | 'INVALID_QUANTITY_DOCUMENT'
  | 'INVALID_QUANTITY_NAME'
  | 'INVALID_QUANTITY_NEGATIVE'
  | 'INVALID_QUANTITY_TOO_HIGH'
  | 'INVALID_REASON'
  | 'INVALID_REFERENCE_DOCUMENT'
  | 'MAXIMUM_LEDGER_DOCUMENT_URIS'
  | 'MOVE_QUANTITIES_FAILED'
  | 'NON_MUTABLE_INVENTORY_ITEM'
  | 'SAME_QUANTITY_NAME'
  | 'SERVICE_UNAVAILABLE';

export type InventoryMoveQuantityChange = {
  from: InventoryMoveQuantityTerminalInput;
  inventoryItemId: string;
  quantity: number;
  to: InventoryMoveQuantityTerminalInput;
};

export type InventoryMoveQuantityTerminalInput = {
  changeFromQuantity?: number | null | undefined;
  ledgerDocumentUri?: string | null | undefined;
  locationId: string;
  name: string;
};

export type MetafieldsSetInput = {
  compareDigest?: string | null | undefined;
  key: string;
  namespace?: string | null | undefined;
  ownerId: string;
  type?: string | null | undefined;
  value: string;
};

export type MetafieldsSetUserErrorCode =
  | 'APP_NOT_AUTHORIZED'
  | 'BLANK'
  | 'CAPABILITY_VIOLATION'
  | 'INCLUSION'
  | 'INTERNAL_ERROR'
  | 'INVALID'
  | 'INVALID_COMPARE_DIGEST'
  | 'INVALID_TYPE'
  | 'INVALID_VALUE'
  | 'LESS_THAN_OR_EQUAL_TO'
  | 'PRESENT'
  | 'STALE_OBJECT'
  | 'TAKEN'
  | 'TOO_LONG'
  | 'TOO_SHORT';

export type MoneyInput = {
  amount: string;
  currencyCode: string;
};

export type OrderAdjustmentInputDiscrepancyReason =
  | 'CUSTOMER'
  | 'DAMAGE'
  | 'OTHER'
  | 'RESTOCK';

export type OrderReturnStatus =
  | 'INSPECTION_COMPLETE'
  | 'IN_PROGRESS'
  | 'NO_RETURN'
  | 'RETURNED'
  | 'RETURN_FAILED'
  | 'RETURN_REQUESTED';

export type OrderTransactionInput = {
  amount: string;
  gateway: string;
  kind: OrderTransactionKind;
  orderId: string;
  parentId?: string | null | undefined;
};

export type OrderTransactionKind =
  | 'AUTHORIZATION'
  | 'CAPTURE'
  | 'CHANGE'
  | 'EMV_AUTHORIZATION'
  | 'REFUND'
  | 'SALE'
  | 'SUGGESTED_REFUND'
  | 'VOID';

export type OrderTransactionStatus =
  | 'AWAITING_RESPONSE'
  | 'ERROR'
  | 'FAILURE'
  | 'PENDING'
  | 'SUCCESS'
  | 'UNKNOWN';

export type RefundDutyInput = {
  dutyId: string;
  refundType?: RefundDutyRefundType | null | undefined;
};

export type RefundDutyRefundType =
  | 'FULL'
  | 'PROPORTIONAL';

export type RefundInput = {
  allowOverRefunding?: boolean | null | undefined;
  currency?: string | null | undefined;
  discrepancyReason?: OrderAdjustmentInputDiscrepancyReason | null | undefined;
  note?: string | null | undefined;
  notify?: boolean | null | undefined;
  orderId: string;
  processedAt?: string | null | undefined;
  refundDuties?: Array<RefundDutyInput> | null | undefined;
  refundLineItems?: Array<RefundLineItemInput> | null | undefined;
  refundMethods?: Array<RefundMethodInput> | null | undefined;
  shipping?: ShippingRefundInput | null | undefined;
  transactions?: Array<OrderTransactionInput> | null | undefined;
};

export type RefundLineItemInput = {
  lineItemId: string;
  locationId?: string | null | undefined;
  quantity: number;
  restockType?: RefundLineItemRestockType | null | undefined;
};

export type RefundLineItemRestockType =
  | 'CANCEL'
  | 'LEGACY_RESTOCK'
  | 'NO_RESTOCK'
  | 'RETURN';

export type RefundMethodInput =
  {   storeCreditRefund: StoreCreditRefundInput; };

export type RefundShippingInput = {
  fullRefund?: boolean | null | undefined;
  shippingRefundAmount?: MoneyInput | null | undefined;
};

export type ReturnApproveRequestInput = {
  id: string;
  notifyCustomer?: boolean | null | undefined;
  /** @deprecated This field is temporary to support the transition to Returns Processing APIs. */
  unprocessed?: boolean | null | undefined;
};

export type ReturnDeclineReason =
  | 'FINAL_SALE'
  | 'OTHER'
  | 'RETURN_PERIOD_ENDED';

export type ReturnDeclineRequestInput = {
  declineNote?: string | null | undefined;
  declineReason: ReturnDeclineReason;
  id: string;
  notifyCustomer?: boolean | null | undefined;
};

export type ReturnErrorCode =
  | 'ALREADY_EXISTS'
  | 'BLANK'
  | 'CREATION_FAILED'
  | 'EQUAL_TO'
  | 'FEATURE_NOT_ENABLED'
  | 'GREATER_THAN'
  | 'GREATER_THAN_OR_EQUAL_TO'
  | 'INCLUSION'
  | 'INCOMPATIBLE_WITH_STANDARD_POLICY'
  | 'INTERNAL_ERROR'
  | 'INVALID'
  | 'INVALID_STATE'
  | 'LESS_THAN'
  | 'LESS_THAN_OR_EQUAL_TO'
  | 'MISSING_PERMISSION'
  | 'NOTIFICATION_FAILED'
  | 'NOT_A_NUMBER'
  | 'NOT_EDITABLE'
  | 'NOT_FOUND'
  | 'PRESENT'
  | 'TAKEN'
  | 'TOO_BIG'
  | 'TOO_LONG'
  | 'TOO_MANY_ARGUMENTS'
  | 'TOO_SHORT'
  | 'WRONG_LENGTH';

export type ReturnLineItemRemoveFromReturnInput = {
  quantity: number;
  returnLineItemId: string;
};

export type ReturnProcessExchangeLineItemInput = {
  id: string;
  quantity: number;
};

export type ReturnProcessFinancialTransferInput =
  {   issueRefund: ReturnProcessRefundInput; };

export type ReturnProcessInput = {
  exchangeLineItems?: Array<ReturnProcessExchangeLineItemInput> | null | undefined;
  financialTransfer?: ReturnProcessFinancialTransferInput | null | undefined;
  note?: string | null | undefined;
  notifyCustomer?: boolean | null | undefined;
  refundDuties?: Array<RefundDutyInput> | null | undefined;
  refundShipping?: RefundShippingInput | null | undefined;
  returnId: string;
  returnLineItems?: Array<ReturnProcessReturnLineItemInput> | null | undefined;
  tipLineId?: string | null | undefined;
};

export type ReturnProcessRefundInput = {
  allowOverRefunding?: boolean | null | undefined;
  orderTransactions: Array<ReturnRefundOrderTransactionInput>;
  refundMethods?: Array<RefundMethodInput> | null | undefined;
};

export type ReturnProcessReturnLineItemInput = {
  dispositions?: Array<ReverseFulfillmentOrderDisposeInput> | null | undefined;
  id: string;
  quantity: number;
};

export type ReturnRefundOrderTransactionInput = {
  parentId: string;
  transactionAmount: MoneyInput;
};

export type ReturnStatus =
  | 'CANCELED'
  | 'CLOSED'
  | 'DECLINED'
  | 'OPEN'
  | 'REQUESTED';

export type ReverseFulfillmentOrderDisposeInput = {
  dispositionType: ReverseFulfillmentOrderDispositionType;
  locationId?: string | null | undefined;
  quantity: number;
  reverseFulfillmentOrderLineItemId: string;
};

export type ReverseFulfillmentOrderDispositionType =
  | 'MISSING'
  | 'NOT_RESTOCKED'
  | 'PROCESSING_REQUIRED'
  | 'RESTOCKED';

export type ReverseFulfillmentOrderStatus =
  | 'CANCELED'
  | 'CLOSED'
  | 'OPEN';

export type ShippingRefundInput = {
  amount?: string | null | undefined;
  fullRefund?: boolean | null | undefined;
};

export type StoreCreditRefundInput = {
  amount: MoneyInput;
  expiresAt?: string | null | undefined;
};

export type SuggestedOutcomeReturnLineItemInput = {
  id: string;
  quantity: number;
};

export type WebhookSubscriptionFormat =
  | 'JSON'
  | 'XML';

export type WebhookSubscriptionInput = {
  /** @deprecated Use `uri` instead. */
  callbackUrl?: string | null | undefined;
  filter?: string | null | undefined;
  format?: WebhookSubscriptionFormat | null | undefined;
  includeFields?: Array<string> | null | undefined;
  metafieldNamespaces?: Array<string> | null | undefined;
  metafields?: Array<HasMetafieldsMetafieldIdentifierInput> | null | undefined;
  name?: string | null | undefined;
  uri?: string | null | undefined;
};

export type WebhookSubscriptionTopic =
  | 'APP_PURCHASES_ONE_TIME_UPDATE'
  | 'APP_SCOPES_UPDATE'
  | 'APP_SUBSCRIPTIONS_APPROACHING_CAPPED_AMOUNT'
  | 'APP_SUBSCRIPTIONS_UPDATE'
  | 'APP_UNINSTALLED'
  | 'AUDIT_EVENTS_ADMIN_API_ACTIVITY'
  | 'BULK_OPERATIONS_FINISH'
  | 'CARTS_CREATE'
  | 'CARTS_UPDATE'
  | 'CHANNELS_DELETE'
  | 'CHECKOUTS_CREATE'
  | 'CHECKOUTS_DELETE'
  | 'CHECKOUTS_UPDATE'
  | 'COLLECTIONS_CREATE'
  | 'COLLECTIONS_DELETE'
  | 'COLLECTIONS_UPDATE'
  | 'COLLECTION_LISTINGS_ADD'
  | 'COLLECTION_LISTINGS_REMOVE'
  | 'COLLECTION_LISTINGS_UPDATE'
  | 'COLLECTION_PUBLICATIONS_CREATE'
  | 'COLLECTION_PUBLICATIONS_DELETE'
  | 'COLLECTION_PUBLICATIONS_UPDATE'
  | 'COMPANIES_CREATE'
  | 'COMPANIES_DELETE'
  | 'COMPANIES_UPDATE'
  | 'COMPANY_CONTACTS_CREATE'
  | 'COMPANY_CONTACTS_DELETE'
  | 'COMPANY_CONTACTS_UPDATE'
  | 'COMPANY_CONTACT_ROLES_ASSIGN'
  | 'COMPANY_CONTACT_ROLES_REVOKE'
  | 'COMPANY_LOCATIONS_CREATE'
  | 'COMPANY_LOCATIONS_DELETE'
  | 'COMPANY_LOCATIONS_UPDATE'
  | 'CUSTOMERS_CREATE'
  | 'CUSTOMERS_DELETE'
  | 'CUSTOMERS_DISABLE'
  | 'CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE'
  | 'CUSTOMERS_ENABLE'
  | 'CUSTOMERS_MARKETING_CONSENT_UPDATE'
  | 'CUSTOMERS_MERGE'
  | 'CUSTOMERS_PURCHASING_SUMMARY'
  | 'CUSTOMERS_UPDATE'
  | 'CUSTOMERS_WHATS_APP_MARKETING_CONSENT_UPDATE'
  | 'CUSTOMER_ACCOUNT_SETTINGS_UPDATE'
  | 'CUSTOMER_GROUPS_CREATE'
  | 'CUSTOMER_GROUPS_DELETE'
  | 'CUSTOMER_GROUPS_UPDATE'
  | 'CUSTOMER_JOINED_SEGMENT'
  | 'CUSTOMER_LEFT_SEGMENT'
  | 'CUSTOMER_PAYMENT_METHODS_CREATE'
  | 'CUSTOMER_PAYMENT_METHODS_REVOKE'
  | 'CUSTOMER_PAYMENT_METHODS_UPDATE'
  | 'CUSTOMER_TAGS_ADDED'
  | 'CUSTOMER_TAGS_REMOVED'
  | 'DELIVERY_PROMISE_SETTINGS_UPDATE'
  | 'DISCOUNTS_CREATE'
  | 'DISCOUNTS_DELETE'
  | 'DISCOUNTS_REDEEMCODE_ADDED'
  | 'DISCOUNTS_REDEEMCODE_REMOVED'
  | 'DISCOUNTS_UPDATE'
  | 'DISPUTES_CREATE'
  | 'DISPUTES_UPDATE'
  | 'DOMAINS_CREATE'
  | 'DOMAINS_DESTROY'
  | 'DOMAINS_UPDATE'
  | 'DRAFT_ORDERS_CREATE'
  | 'DRAFT_ORDERS_DELETE'
  | 'DRAFT_ORDERS_UPDATE'
  | 'FINANCE_APP_STAFF_MEMBER_DELETE'
  | 'FINANCE_APP_STAFF_MEMBER_GRANT'
  | 'FINANCE_APP_STAFF_MEMBER_REVOKE'
  | 'FINANCE_APP_STAFF_MEMBER_UPDATE'
  | 'FINANCE_KYC_INFORMATION_UPDATE'
  | 'FULFILLMENTS_CREATE'
  | 'FULFILLMENTS_UPDATE'
  | 'FULFILLMENT_EVENTS_CREATE'
  | 'FULFILLMENT_EVENTS_DELETE'
  | 'FULFILLMENT_HOLDS_ADDED'
  | 'FULFILLMENT_HOLDS_RELEASED'
  | 'FULFILLMENT_ORDERS_CANCELLATION_REQUEST_ACCEPTED'
  | 'FULFILLMENT_ORDERS_CANCELLATION_REQUEST_REJECTED'
  | 'FULFILLMENT_ORDERS_CANCELLATION_REQUEST_SUBMITTED'
  | 'FULFILLMENT_ORDERS_CANCELLED'
  | 'FULFILLMENT_ORDERS_FULFILLMENT_REQUEST_ACCEPTED'
  | 'FULFILLMENT_ORDERS_FULFILLMENT_REQUEST_REJECTED'
  | 'FULFILLMENT_ORDERS_FULFILLMENT_REQUEST_SUBMITTED'
  | 'FULFILLMENT_ORDERS_FULFILLMENT_SERVICE_FAILED_TO_COMPLETE'
  | 'FULFILLMENT_ORDERS_HOLD_RELEASED'
  | 'FULFILLMENT_ORDERS_LINE_ITEMS_PREPARED_FOR_LOCAL_DELIVERY'
  | 'FULFILLMENT_ORDERS_LINE_ITEMS_PREPARED_FOR_PICKUP'
  | 'FULFILLMENT_ORDERS_MANUALLY_REPORTED_PROGRESS_STOPPED'
  | 'FULFILLMENT_ORDERS_MERGED'
  | 'FULFILLMENT_ORDERS_MOVED'
  | 'FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE'
  | 'FULFILLMENT_ORDERS_PLACED_ON_HOLD'
  | 'FULFILLMENT_ORDERS_PROGRESS_REPORTED'
  | 'FULFILLMENT_ORDERS_RESCHEDULED'
  | 'FULFILLMENT_ORDERS_SCHEDULED_FULFILLMENT_ORDER_READY'
  | 'FULFILLMENT_ORDERS_SPLIT'
  | 'INVENTORY_ITEMS_CREATE'
  | 'INVENTORY_ITEMS_DELETE'
  | 'INVENTORY_ITEMS_UPDATE'
  | 'INVENTORY_LEVELS_CONNECT'
  | 'INVENTORY_LEVELS_DISCONNECT'
  | 'INVENTORY_LEVELS_UPDATE'
  | 'INVENTORY_SHIPMENTS_ADD_ITEMS'
  | 'INVENTORY_SHIPMENTS_CREATE'
  | 'INVENTORY_SHIPMENTS_DELETE'
  | 'INVENTORY_SHIPMENTS_MARK_IN_TRANSIT'
  | 'INVENTORY_SHIPMENTS_RECEIVE_ITEMS'
  | 'INVENTORY_SHIPMENTS_REMOVE_ITEMS'
  | 'INVENTORY_SHIPMENTS_UPDATE_ITEM_QUANTITIES'
  | 'INVENTORY_SHIPMENTS_UPDATE_TRACKING'
  | 'INVENTORY_TRANSFERS_ADD_ITEMS'
  | 'INVENTORY_TRANSFERS_CANCEL'
  | 'INVENTORY_TRANSFERS_COMPLETE'
  | 'INVENTORY_TRANSFERS_READY_TO_SHIP'
  | 'INVENTORY_TRANSFERS_REMOVE_ITEMS'
  | 'INVENTORY_TRANSFERS_UPDATED'
  | 'INVENTORY_TRANSFERS_UPDATE_ITEM_QUANTITIES'
  | 'LOCALES_CREATE'
  | 'LOCALES_DESTROY'
  | 'LOCALES_UPDATE'
  | 'LOCATIONS_ACTIVATE'
  | 'LOCATIONS_CREATE'
  | 'LOCATIONS_DEACTIVATE'
  | 'LOCATIONS_DELETE'
  | 'LOCATIONS_UPDATE'
  | 'MARKETS_BACKUP_REGION_UPDATE'
  | 'MARKETS_CREATE'
  | 'MARKETS_DELETE'
  | 'MARKETS_UPDATE'
  | 'METAFIELD_DEFINITIONS_CREATE'
  | 'METAFIELD_DEFINITIONS_DELETE'
  | 'METAFIELD_DEFINITIONS_UPDATE'
  | 'METAOBJECTS_CREATE'
  | 'METAOBJECTS_DELETE'
  | 'METAOBJECTS_UPDATE'
  | 'ORDERS_CANCELLED'
  | 'ORDERS_CREATE'
  | 'ORDERS_DELETE'
  | 'ORDERS_EDITED'
  | 'ORDERS_FULFILLED'
  | 'ORDERS_LINK_REQUESTED'
  | 'ORDERS_PAID'
  | 'ORDERS_PARTIALLY_FULFILLED'
  | 'ORDERS_RISK_ASSESSMENT_CHANGED'
  | 'ORDERS_SHOPIFY_PROTECT_ELIGIBILITY_CHANGED'
  | 'ORDERS_UPDATED'
  | 'ORDER_TRANSACTIONS_CREATE'
  | 'PAYMENT_SCHEDULES_DUE'
  | 'PAYMENT_TERMS_CREATE'
  | 'PAYMENT_TERMS_DELETE'
  | 'PAYMENT_TERMS_UPDATE'
  | 'PRODUCTS_CREATE'
  | 'PRODUCTS_DELETE'
  | 'PRODUCTS_UPDATE'
  | 'PRODUCT_FEEDS_CREATE'
  | 'PRODUCT_FEEDS_FULL_SYNC'
  | 'PRODUCT_FEEDS_FULL_SYNC_FINISH'
  | 'PRODUCT_FEEDS_INCREMENTAL_SYNC'
  | 'PRODUCT_FEEDS_UPDATE'
  | 'PRODUCT_LISTINGS_ADD'
  | 'PRODUCT_LISTINGS_REMOVE'
  | 'PRODUCT_LISTINGS_UPDATE'
  | 'PRODUCT_PUBLICATIONS_CREATE'
  | 'PRODUCT_PUBLICATIONS_DELETE'
  | 'PRODUCT_PUBLICATIONS_UPDATE'
  | 'PROFILES_CREATE'
  | 'PROFILES_DELETE'
  | 'PROFILES_UPDATE'
  | 'REFUNDS_CREATE'
  | 'RETURNS_APPROVE'
  | 'RETURNS_CANCEL'
  | 'RETURNS_CLOSE'
  | 'RETURNS_DECLINE'
  | 'RETURNS_PROCESS'
  | 'RETURNS_REOPEN'
  | 'RETURNS_REQUEST'
  | 'RETURNS_UPDATE'
  | 'REVERSE_DELIVERIES_ATTACH_DELIVERABLE'
  | 'REVERSE_FULFILLMENT_ORDERS_DISPOSE'
  | 'SCHEDULED_PRODUCT_LISTINGS_ADD'
  | 'SCHEDULED_PRODUCT_LISTINGS_REMOVE'
  | 'SCHEDULED_PRODUCT_LISTINGS_UPDATE'
  | 'SEGMENTS_CREATE'
  | 'SEGMENTS_DELETE'
  | 'SEGMENTS_UPDATE'
  | 'SELLING_PLAN_GROUPS_CREATE'
  | 'SELLING_PLAN_GROUPS_DELETE'
  | 'SELLING_PLAN_GROUPS_UPDATE'
  | 'SHIPPING_ADDRESSES_CREATE'
  | 'SHIPPING_ADDRESSES_UPDATE'
  | 'SHOP_UPDATE'
  | 'SUBSCRIPTION_BILLING_ATTEMPTS_CHALLENGED'
  | 'SUBSCRIPTION_BILLING_ATTEMPTS_FAILURE'
  | 'SUBSCRIPTION_BILLING_ATTEMPTS_SUCCESS'
  | 'SUBSCRIPTION_BILLING_CYCLES_SKIP'
  | 'SUBSCRIPTION_BILLING_CYCLES_UNSKIP'
  | 'SUBSCRIPTION_BILLING_CYCLE_EDITS_CREATE'
  | 'SUBSCRIPTION_BILLING_CYCLE_EDITS_DELETE'
  | 'SUBSCRIPTION_BILLING_CYCLE_EDITS_UPDATE'
  | 'SUBSCRIPTION_CONTRACTS_ACTIVATE'
  | 'SUBSCRIPTION_CONTRACTS_CANCEL'
  | 'SUBSCRIPTION_CONTRACTS_CREATE'
  | 'SUBSCRIPTION_CONTRACTS_EXPIRE'
  | 'SUBSCRIPTION_CONTRACTS_FAIL'
  | 'SUBSCRIPTION_CONTRACTS_PAUSE'
  | 'SUBSCRIPTION_CONTRACTS_UPDATE'
  | 'TAX_SERVICES_CREATE'
  | 'TAX_SERVICES_UPDATE'
  | 'TENDER_TRANSACTIONS_CREATE'
  | 'THEMES_CREATE'
  | 'THEMES_DELETE'
  | 'THEMES_PUBLISH'
  | 'THEMES_UPDATE'
  | 'VARIANTS_IN_STOCK'
  | 'VARIANTS_OUT_OF_STOCK';

export type AdjustInventoryMutationVariables = Exact<{
  input: InventoryAdjustQuantitiesInput;
  key: string;
}>;


export type AdjustInventoryMutation = { inventoryAdjustQuantities: { inventoryAdjustmentGroup: { id: string, changes: Array<{ name: string, delta: number }> } | null, userErrors: Array<{ field: Array<string> | null, code: InventoryAdjustQuantitiesUserErrorCode | null, message: string }> } | null };

export type ApproveReturnMutationVariables = Exact<{
  input: ReturnApproveRequestInput;
}>;


export type ApproveReturnMutation = { returnApproveRequest: { return: { id: string, status: ReturnStatus } | null, userErrors: Array<{ field: Array<string> | null, code: ReturnErrorCode | null, message: string }> } | null };

export type CancelReturnMutationVariables = Exact<{
  id: string;
}>;


export type CancelReturnMutation = { returnCancel: { return: { id: string, status: ReturnStatus } | null, userErrors: Array<{ field: Array<string> | null, code: ReturnErrorCode | null, message: string }> } | null };

export type ChangeTagsMutationVariables = Exact<{
  id: string;
  remove: Array<string>;
  add: Array<string>;
  removes: boolean;
  adds: boolean;
}>;


export type ChangeTagsMutation = { removed?: { userErrors: Array<{ field: Array<string> | null, message: string }> } | null, added?: { userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type CloseReturnMutationVariables = Exact<{
  id: string;
}>;


export type CloseReturnMutation = { returnClose: { return: { id: string, status: ReturnStatus } | null, userErrors: Array<{ field: Array<string> | null, code: ReturnErrorCode | null, message: string }> } | null };

export type CreateRefundMutationVariables = Exact<{
  input: RefundInput;
  key: string;
}>;


export type CreateRefundMutation = { refundCreate: { refund: { id: string, createdAt: string | null, note: string | null, totalRefundedSet: { presentmentMoney: { amount: string, currencyCode: string } }, transactions: { nodes: Array<{ id: string, status: OrderTransactionStatus, gateway: string | null, amountSet: { presentmentMoney: { amount: string, currencyCode: string } }, parentTransaction: { id: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type CreateSubscriptionMutationVariables = Exact<{
  topic: WebhookSubscriptionTopic;
  webhookSubscription: WebhookSubscriptionInput;
}>;


export type CreateSubscriptionMutation = { webhookSubscriptionCreate: { webhookSubscription: { id: string, topic: WebhookSubscriptionTopic, uri: string, name: string | null, filter: string | null, includeFields: Array<string> } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type DeclineReturnMutationVariables = Exact<{
  input: ReturnDeclineRequestInput;
}>;


export type DeclineReturnMutation = { returnDeclineRequest: { return: { id: string, status: ReturnStatus } | null, userErrors: Array<{ field: Array<string> | null, code: ReturnErrorCode | null, message: string }> } | null };

export type ListOrdersQueryVariables = Exact<{
  query: string;
  after?: string | null | undefined;
}>;


export type ListOrdersQuery = { orders: { nodes: Array<{ id: string, updatedAt: string, returnStatus: OrderReturnStatus, returns: { nodes: Array<{ id: string, status: ReturnStatus }>, pageInfo: { hasNextPage: boolean } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ListSubscriptionsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ListSubscriptionsQuery = { webhookSubscriptions: { nodes: Array<{ id: string, topic: WebhookSubscriptionTopic, uri: string, name: string | null, filter: string | null, includeFields: Array<string> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MoveInventoryMutationVariables = Exact<{
  input: InventoryMoveQuantitiesInput;
  key: string;
}>;


export type MoveInventoryMutation = { inventoryMoveQuantities: { inventoryAdjustmentGroup: { id: string, changes: Array<{ name: string, delta: number }> } | null, userErrors: Array<{ field: Array<string> | null, code: InventoryMoveQuantitiesUserErrorCode | null, message: string }> } | null };

export type OrderLineFieldsFragment = { id: string, title: string, sku: string | null, quantity: number, requiresShipping: boolean, originalUnitPriceSet: { presentmentMoney: { amount: string, currencyCode: string } }, discountAllocations: Array<{ allocatedAmountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, taxLines: Array<{ title: string, rate: number | null, priceSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, variant: { id: string, inventoryItem: { id: string, tracked: boolean } } | null };

export type ShippingLineFieldsFragment = { id: string | null, title: string, originalPriceSet: { presentmentMoney: { amount: string, currencyCode: string } }, discountAllocations: Array<{ allocatedAmountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, taxLines: Array<{ title: string, rate: number | null, priceSet: { presentmentMoney: { amount: string, currencyCode: string } } }> };

export type ProcessReturnMutationVariables = Exact<{
  input: ReturnProcessInput;
}>;


export type ProcessReturnMutation = { returnProcess: { return: { id: string, status: ReturnStatus } | null, userErrors: Array<{ field: Array<string> | null, code: ReturnErrorCode | null, message: string }> } | null };

export type ReadExchangeLinesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadExchangeLinesQuery = { return: { exchangeLineItems: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadInventoryQueryVariables = Exact<{
  ids: Array<string>;
  locationId: string;
}>;


export type ReadInventoryQuery = { nodes: Array<
    | { id: string, tracked: boolean, inventoryLevel: { quantities: Array<{ name: string, quantity: number }> } | null }
    | Record<PropertyKey, never>
   | null> };

export type ReadOrderLinesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadOrderLinesQuery = { order: { lineItems: { nodes: Array<{ id: string, title: string, sku: string | null, quantity: number, requiresShipping: boolean, originalUnitPriceSet: { presentmentMoney: { amount: string, currencyCode: string } }, discountAllocations: Array<{ allocatedAmountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, taxLines: Array<{ title: string, rate: number | null, priceSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, variant: { id: string, inventoryItem: { id: string, tracked: boolean } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadOrderReturnsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadOrderReturnsQuery = { order: { returns: { nodes: Array<{ id: string, name: string, status: ReturnStatus, createdAt: string, returnLineItems: { nodes: Array<
            | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, fulfillmentLineItem: { id: string, lineItem: { id: string } }, restockingFee: { percentage: number } | null, returnReasonDefinition: { handle: string } | null }
            | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, returnReasonDefinition: { handle: string } | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, exchangeLineItems: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, returnShippingFees: Array<{ amountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, reverseFulfillmentOrders: { nodes: Array<{ id: string, status: ReverseFulfillmentOrderStatus, lineItems: { nodes: Array<{ id: string, totalQuantity: number, fulfillmentLineItem: { id: string } | null, dispositions: Array<{ type: ReverseFulfillmentOrderDispositionType, quantity: number, location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadOrderQueryVariables = Exact<{
  id: string;
}>;


export type ReadOrderQuery = { order: { id: string, name: string, createdAt: string, updatedAt: string, currencyCode: string, presentmentCurrencyCode: string, taxesIncluded: boolean, email: string | null, tags: Array<string>, status: { value: string, compareDigest: string } | null, netPaymentSet: { presentmentMoney: { amount: string, currencyCode: string } }, totalRefundedSet: { presentmentMoney: { amount: string, currencyCode: string } }, disputes: Array<{ status: DisputeStatus }>, lineItems: { nodes: Array<{ id: string, title: string, sku: string | null, quantity: number, requiresShipping: boolean, originalUnitPriceSet: { presentmentMoney: { amount: string, currencyCode: string } }, discountAllocations: Array<{ allocatedAmountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, taxLines: Array<{ title: string, rate: number | null, priceSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, variant: { id: string, inventoryItem: { id: string, tracked: boolean } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, shippingLines: { nodes: Array<{ id: string | null, title: string, originalPriceSet: { presentmentMoney: { amount: string, currencyCode: string } }, discountAllocations: Array<{ allocatedAmountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, taxLines: Array<{ title: string, rate: number | null, priceSet: { presentmentMoney: { amount: string, currencyCode: string } } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, transactions: Array<{ id: string, kind: OrderTransactionKind, status: OrderTransactionStatus, gateway: string | null, manualPaymentGateway: boolean, createdAt: string, amountSet: { presentmentMoney: { amount: string, currencyCode: string } }, maximumRefundableV2: { amount: string, currencyCode: string } | null, parentTransaction: { id: string } | null }>, refunds: Array<{ id: string }>, returns: { nodes: Array<{ id: string, name: string, status: ReturnStatus, createdAt: string, returnLineItems: { nodes: Array<
            | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, fulfillmentLineItem: { id: string, lineItem: { id: string } }, restockingFee: { percentage: number } | null, returnReasonDefinition: { handle: string } | null }
            | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, returnReasonDefinition: { handle: string } | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, exchangeLineItems: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, returnShippingFees: Array<{ amountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, reverseFulfillmentOrders: { nodes: Array<{ id: string, status: ReverseFulfillmentOrderStatus, lineItems: { nodes: Array<{ id: string, totalQuantity: number, fulfillmentLineItem: { id: string } | null, dispositions: Array<{ type: ReverseFulfillmentOrderDispositionType, quantity: number, location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadRefundLinesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadRefundLinesQuery = { refund: { refundLineItems: { nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadRefundTransactionsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadRefundTransactionsQuery = { refund: { transactions: { nodes: Array<{ id: string, status: OrderTransactionStatus, gateway: string | null, amountSet: { presentmentMoney: { amount: string, currencyCode: string } }, parentTransaction: { id: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadRefundsQueryVariables = Exact<{
  id: string;
}>;


export type ReadRefundsQuery = { order: { presentmentCurrencyCode: string, refunds: Array<{ id: string, createdAt: string | null, note: string | null, return: { id: string } | null, totalRefundedSet: { presentmentMoney: { amount: string, currencyCode: string } }, refundLineItems: { nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, transactions: { nodes: Array<{ id: string, status: OrderTransactionStatus, gateway: string | null, amountSet: { presentmentMoney: { amount: string, currencyCode: string } }, parentTransaction: { id: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }> } | null };

export type ReadReturnLinesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadReturnLinesQuery = { return: { returnLineItems: { nodes: Array<
        | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, fulfillmentLineItem: { id: string, lineItem: { id: string } }, restockingFee: { percentage: number } | null, returnReasonDefinition: { handle: string } | null }
        | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, returnReasonDefinition: { handle: string } | null }
      >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadReturnQueryVariables = Exact<{
  id: string;
}>;


export type ReadReturnQuery = { return: { id: string, name: string, status: ReturnStatus, createdAt: string, order: { id: string, presentmentCurrencyCode: string }, returnLineItems: { nodes: Array<
        | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, fulfillmentLineItem: { id: string, lineItem: { id: string } }, restockingFee: { percentage: number } | null, returnReasonDefinition: { handle: string } | null }
        | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, returnReasonDefinition: { handle: string } | null }
      >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, exchangeLineItems: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, returnShippingFees: Array<{ amountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, reverseFulfillmentOrders: { nodes: Array<{ id: string, status: ReverseFulfillmentOrderStatus, lineItems: { nodes: Array<{ id: string, totalQuantity: number, fulfillmentLineItem: { id: string } | null, dispositions: Array<{ type: ReverseFulfillmentOrderDispositionType, quantity: number, location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadReverseFulfillmentOrderLinesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadReverseFulfillmentOrderLinesQuery = { reverseFulfillmentOrder: { lineItems: { nodes: Array<{ id: string, totalQuantity: number, fulfillmentLineItem: { id: string } | null, dispositions: Array<{ type: ReverseFulfillmentOrderDispositionType, quantity: number, location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadReverseFulfillmentOrdersQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadReverseFulfillmentOrdersQuery = { return: { reverseFulfillmentOrders: { nodes: Array<{ id: string, status: ReverseFulfillmentOrderStatus, lineItems: { nodes: Array<{ id: string, totalQuantity: number, fulfillmentLineItem: { id: string } | null, dispositions: Array<{ type: ReverseFulfillmentOrderDispositionType, quantity: number, location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReadShippingLinesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ReadShippingLinesQuery = { order: { shippingLines: { nodes: Array<{ id: string | null, title: string, originalPriceSet: { presentmentMoney: { amount: string, currencyCode: string } }, discountAllocations: Array<{ allocatedAmountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, taxLines: Array<{ title: string, rate: number | null, priceSet: { presentmentMoney: { amount: string, currencyCode: string } } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RefundFieldsFragment = { id: string, createdAt: string | null, note: string | null, return: { id: string } | null, totalRefundedSet: { presentmentMoney: { amount: string, currencyCode: string } }, refundLineItems: { nodes: Array<{ quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, transactions: { nodes: Array<{ id: string, status: OrderTransactionStatus, gateway: string | null, amountSet: { presentmentMoney: { amount: string, currencyCode: string } }, parentTransaction: { id: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RefundLineFieldsFragment = { quantity: number, restockType: RefundLineItemRestockType, lineItem: { id: string } };

export type RefundTransactionFieldsFragment = { id: string, status: OrderTransactionStatus, gateway: string | null, amountSet: { presentmentMoney: { amount: string, currencyCode: string } }, parentTransaction: { id: string } | null };

export type RemoveReturnLinesMutationVariables = Exact<{
  returnId: string;
  returnLineItems: Array<ReturnLineItemRemoveFromReturnInput>;
}>;


export type RemoveReturnLinesMutation = { removeFromReturn: { return: { id: string, status: ReturnStatus } | null, userErrors: Array<{ field: Array<string> | null, code: ReturnErrorCode | null, message: string }> } | null };

export type ResolveReturnQueryVariables = Exact<{
  id: string;
}>;


export type ResolveReturnQuery = { return: { order: { id: string } } | null };

export type ResolveReverseFulfillmentOrderQueryVariables = Exact<{
  id: string;
}>;


export type ResolveReverseFulfillmentOrderQuery = { reverseFulfillmentOrder: { order: { id: string } | null } | null };

export type ReturnFieldsFragment = { id: string, name: string, status: ReturnStatus, createdAt: string, returnLineItems: { nodes: Array<
      | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, fulfillmentLineItem: { id: string, lineItem: { id: string } }, restockingFee: { percentage: number } | null, returnReasonDefinition: { handle: string } | null }
      | { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, returnReasonDefinition: { handle: string } | null }
    >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, exchangeLineItems: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, returnShippingFees: Array<{ amountSet: { presentmentMoney: { amount: string, currencyCode: string } } }>, reverseFulfillmentOrders: { nodes: Array<{ id: string, status: ReverseFulfillmentOrderStatus, lineItems: { nodes: Array<{ id: string, totalQuantity: number, fulfillmentLineItem: { id: string } | null, dispositions: Array<{ type: ReverseFulfillmentOrderDispositionType, quantity: number, location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type ReturnLineFields_ReturnLineItem_Fragment = { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, fulfillmentLineItem: { id: string, lineItem: { id: string } }, restockingFee: { percentage: number } | null, returnReasonDefinition: { handle: string } | null };

type ReturnLineFields_UnverifiedReturnLineItem_Fragment = { id: string, quantity: number, processedQuantity: number, refundedQuantity: number, returnReasonNote: string, returnReasonDefinition: { handle: string } | null };

export type ReturnLineFieldsFragment =
  | ReturnLineFields_ReturnLineItem_Fragment
  | ReturnLineFields_UnverifiedReturnLineItem_Fragment
;

export type ReverseFulfillmentOrderFieldsFragment = { id: string, status: ReverseFulfillmentOrderStatus, lineItems: { nodes: Array<{ id: string, totalQuantity: number, fulfillmentLineItem: { id: string } | null, dispositions: Array<{ type: ReverseFulfillmentOrderDispositionType, quantity: number, location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReverseFulfillmentOrderLineFieldsFragment = { id: string, totalQuantity: number, fulfillmentLineItem: { id: string } | null, dispositions: Array<{ type: ReverseFulfillmentOrderDispositionType, quantity: number, location: { id: string } | null }> };

export type ShopInfoQueryVariables = Exact<{ [key: string]: never; }>;


export type ShopInfoQuery = { shop: { name: string, myshopifyDomain: string, currencyCode: string, ianaTimezone: string }, currentAppInstallation: { accessScopes: Array<{ handle: string }> } };

export type SuggestOutcomeQueryVariables = Exact<{
  id: string;
  lines: Array<SuggestedOutcomeReturnLineItemInput>;
}>;


export type SuggestOutcomeQuery = { return: { suggestedFinancialOutcome: { discountedSubtotal: { presentmentMoney: { amount: string, currencyCode: string } }, totalTax: { presentmentMoney: { amount: string, currencyCode: string } }, shipping: { amountSet: { presentmentMoney: { amount: string, currencyCode: string } } }, maximumRefundable: { presentmentMoney: { amount: string, currencyCode: string } }, financialTransfer:
        | { __typename: 'InvoiceReturnOutcome', amount: { presentmentMoney: { amount: string, currencyCode: string } } }
        | { __typename: 'RefundReturnOutcome', amount: { presentmentMoney: { amount: string, currencyCode: string } } }
       | null } | null } | null };

export type WriteStatusMutationVariables = Exact<{
  metafields: Array<MetafieldsSetInput>;
}>;


export type WriteStatusMutation = { metafieldsSet: { metafields: Array<{ id: string, value: string, compareDigest: string }> | null, userErrors: Array<{ field: Array<string> | null, code: MetafieldsSetUserErrorCode | null, message: string }> } | null };

export const AdjustInventoryDocument: Operation<AdjustInventoryMutation, AdjustInventoryMutationVariables> = {
  name: 'AdjustInventory',
  kind: 'mutation',
  requestedCost: 11,
  idempotent: true,
  text: "mutation AdjustInventory($input: InventoryAdjustQuantitiesInput!, $key: String!) { inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { inventoryAdjustmentGroup { id changes { name delta } } userErrors { field code message } } }",
};

export const ApproveReturnDocument: Operation<ApproveReturnMutation, ApproveReturnMutationVariables> = {
  name: 'ApproveReturn',
  kind: 'mutation',
  requestedCost: 10,
  idempotent: false,
  text: "mutation ApproveReturn($input: ReturnApproveRequestInput!) { returnApproveRequest(input: $input) { return { id status } userErrors { field code message } } }",
};

export const CancelReturnDocument: Operation<CancelReturnMutation, CancelReturnMutationVariables> = {
  name: 'CancelReturn',
  kind: 'mutation',
  requestedCost: 10,
  idempotent: false,
  text: "mutation CancelReturn($id: ID!) { returnCancel(id: $id) { return { id status } userErrors { field code message } } }",
};

export const ChangeTagsDocument: Operation<ChangeTagsMutation, ChangeTagsMutationVariables> = {
  name: 'ChangeTags',
  kind: 'mutation',
  requestedCost: 20,
  idempotent: false,
  text: "mutation ChangeTags($id: ID!, $remove: [String!]!, $add: [String!]!, $removes: Boolean!, $adds: Boolean!) { removed: tagsRemove(id: $id, tags: $remove) @include(if: $removes) { userErrors { field message } } added: tagsAdd(id: $id, tags: $add) @include(if: $adds) { userErrors { field message } } }",
};

export const CloseReturnDocument: Operation<CloseReturnMutation, CloseReturnMutationVariables> = {
  name: 'CloseReturn',
  kind: 'mutation',
  requestedCost: 10,
  idempotent: false,
  text: "mutation CloseReturn($id: ID!) { returnClose(id: $id) { return { id status } userErrors { field code message } } }",
};

export const CreateRefundDocument: Operation<CreateRefundMutation, CreateRefundMutationVariables> = {
  name: 'CreateRefund',
  kind: 'mutation',
  requestedCost: 28,
  idempotent: true,
  text: "mutation CreateRefund($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) { refund { id createdAt note totalRefundedSet { presentmentMoney { amount currencyCode } } transactions(first: 7) { nodes { ...RefundTransactionFields } pageInfo { hasNextPage endCursor } } } userErrors { field message } } } fragment RefundTransactionFields on OrderTransaction { id status gateway amountSet { presentmentMoney { amount currencyCode } } parentTransaction { id } }",
};

export const CreateSubscriptionDocument: Operation<CreateSubscriptionMutation, CreateSubscriptionMutationVariables> = {
  name: 'CreateSubscription',
  kind: 'mutation',
  requestedCost: 10,
  idempotent: false,
  text: "mutation CreateSubscription($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) { webhookSubscriptionCreate( topic: $topic webhookSubscription: $webhookSubscription ) { webhookSubscription { id topic uri name filter includeFields } userErrors { field message } } }",
};

export const DeclineReturnDocument: Operation<DeclineReturnMutation, DeclineReturnMutationVariables> = {
  name: 'DeclineReturn',
  kind: 'mutation',
  requestedCost: 10,
  idempotent: false,
  text: "mutation DeclineReturn($input: ReturnDeclineRequestInput!) { returnDeclineRequest(input: $input) { return { id status } userErrors { field code message } } }",
};

export const ListOrdersDocument: Operation<ListOrdersQuery, ListOrdersQueryVariables> = {
  name: 'ListOrders',
  kind: 'query',
  requestedCost: 32,
  idempotent: false,
  text: "query ListOrders($query: String!, $after: String) { orders(first: 31, after: $after, query: $query, sortKey: UPDATED_AT) { nodes { id updatedAt returnStatus returns(first: 3) { nodes { id status } pageInfo { hasNextPage } } } pageInfo { hasNextPage endCursor } } }",
};

export const ListSubscriptionsDocument: Operation<ListSubscriptionsQuery, ListSubscriptionsQueryVariables> = {
  name: 'ListSubscriptions',
  kind: 'query',
  requestedCost: 10,
  idempotent: false,
  text: "query ListSubscriptions($after: String) { webhookSubscriptions(first: 63, after: $after) { nodes { id topic uri name filter includeFields } pageInfo { hasNextPage endCursor } } }",
};

export const MoveInventoryDocument: Operation<MoveInventoryMutation, MoveInventoryMutationVariables> = {
  name: 'MoveInventory',
  kind: 'mutation',
  requestedCost: 11,
  idempotent: true,
  text: "mutation MoveInventory($input: InventoryMoveQuantitiesInput!, $key: String!) { inventoryMoveQuantities(input: $input) @idempotent(key: $key) { inventoryAdjustmentGroup { id changes { name delta } } userErrors { field code message } } }",
};

export const ProcessReturnDocument: Operation<ProcessReturnMutation, ProcessReturnMutationVariables> = {
  name: 'ProcessReturn',
  kind: 'mutation',
  requestedCost: 10,
  idempotent: false,
  text: "mutation ProcessReturn($input: ReturnProcessInput!) { returnProcess(input: $input) { return { id status } userErrors { field code message } } }",
};

export const ReadExchangeLinesDocument: Operation<ReadExchangeLinesQuery, ReadExchangeLinesQueryVariables> = {
  name: 'ReadExchangeLines',
  kind: 'query',
  requestedCost: 9,
  idempotent: false,
  text: "query ReadExchangeLines($id: ID!, $after: String) { return(id: $id) { exchangeLineItems(first: 31, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }",
};

export const ReadInventoryDocument: Operation<ReadInventoryQuery, ReadInventoryQueryVariables> = {
  name: 'ReadInventory',
  kind: 'query',
  requestedCost: 3,
  idempotent: false,
  text: "query ReadInventory($ids: [ID!]!, $locationId: ID!) { nodes(ids: $ids) { ... on InventoryItem { id tracked inventoryLevel(locationId: $locationId) { quantities( names: [\"available\", \"on_hand\", \"quality_control\", \"damaged\", \"incoming\"] ) { name quantity } } } } }",
};

export const ReadOrderLinesDocument: Operation<ReadOrderLinesQuery, ReadOrderLinesQueryVariables> = {
  name: 'ReadOrderLines',
  kind: 'query',
  requestedCost: 33,
  idempotent: false,
  text: "query ReadOrderLines($id: ID!, $after: String) { order(id: $id) { lineItems(first: 31, after: $after) { nodes { ...OrderLineFields } pageInfo { hasNextPage endCursor } } } } fragment OrderLineFields on LineItem { id title sku quantity requiresShipping originalUnitPriceSet { presentmentMoney { amount currencyCode } } discountAllocations { allocatedAmountSet { presentmentMoney { amount currencyCode } } } taxLines { title rate priceSet { presentmentMoney { amount currencyCode } } } variant { id inventoryItem { id tracked } } }",
};

export const ReadOrderReturnsDocument: Operation<ReadOrderReturnsQuery, ReadOrderReturnsQueryVariables> = {
  name: 'ReadOrderReturns',
  kind: 'query',
  requestedCost: 63,
  idempotent: false,
  text: "query ReadOrderReturns($id: ID!, $after: String) { order(id: $id) { returns(first: 3, after: $after) { nodes { ...ReturnFields } pageInfo { hasNextPage endCursor } } } } fragment ReturnFields on Return { id name status createdAt returnLineItems(first: 3) { nodes { ...ReturnLineFields } pageInfo { hasNextPage endCursor } } exchangeLineItems(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } returnShippingFees { amountSet { presentmentMoney { amount currencyCode } } } reverseFulfillmentOrders(first: 1) { nodes { ...ReverseFulfillmentOrderFields } pageInfo { hasNextPage endCursor } } } fragment ReturnLineFields on ReturnLineItemType { id quantity processedQuantity refundedQuantity returnReasonDefinition { handle } returnReasonNote ... on ReturnLineItem { fulfillmentLineItem { id lineItem { id } } restockingFee { percentage } } } fragment ReverseFulfillmentOrderFields on ReverseFulfillmentOrder { id status lineItems(first: 3) { nodes { ...ReverseFulfillmentOrderLineFields } pageInfo { hasNextPage endCursor } } } fragment ReverseFulfillmentOrderLineFields on ReverseFulfillmentOrderLineItem { id totalQuantity fulfillmentLineItem { id } dispositions { type quantity location { id } } }",
};

export const ReadOrderDocument: Operation<ReadOrderQuery, ReadOrderQueryVariables> = {
  name: 'ReadOrder',
  kind: 'query',
  requestedCost: 55,
  idempotent: false,
  text: "query ReadOrder($id: ID!) { order(id: $id) { id name createdAt updatedAt currencyCode presentmentCurrencyCode taxesIncluded email tags status: metafield(namespace: \"$app:returns\", key: \"status\") { value compareDigest } netPaymentSet { presentmentMoney { amount currencyCode } } totalRefundedSet { presentmentMoney { amount currencyCode } } disputes { status } lineItems(first: 3) { nodes { ...OrderLineFields } pageInfo { hasNextPage endCursor } } shippingLines(first: 1) { nodes { ...ShippingLineFields } pageInfo { hasNextPage endCursor } } transactions { id kind status gateway manualPaymentGateway createdAt amountSet { presentmentMoney { amount currencyCode } } maximumRefundableV2 { amount currencyCode } parentTransaction { id } } refunds { id } returns(first: 1) { nodes { ...ReturnFields } pageInfo { hasNextPage endCursor } } } } fragment OrderLineFields on LineItem { id title sku quantity requiresShipping originalUnitPriceSet { presentmentMoney { amount currencyCode } } discountAllocations { allocatedAmountSet { presentmentMoney { amount currencyCode } } } taxLines { title rate priceSet { presentmentMoney { amount currencyCode } } } variant { id inventoryItem { id tracked } } } fragment ShippingLineFields on ShippingLine { id title originalPriceSet { presentmentMoney { amount currencyCode } } discountAllocations { allocatedAmountSet { presentmentMoney { amount currencyCode } } } taxLines { title rate priceSet { presentmentMoney { amount currencyCode } } } } fragment ReturnFields on Return { id name status createdAt returnLineItems(first: 3) { nodes { ...ReturnLineFields } pageInfo { hasNextPage endCursor } } exchangeLineItems(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } returnShippingFees { amountSet { presentmentMoney { amount currencyCode } } } reverseFulfillmentOrders(first: 1) { nodes { ...ReverseFulfillmentOrderFields } pageInfo { hasNextPage endCursor } } } fragment ReturnLineFields on ReturnLineItemType { id quantity processedQuantity refundedQuantity returnReasonDefinition { handle } returnReasonNote ... on ReturnLineItem { fulfillmentLineItem { id lineItem { id } } restockingFee { percentage } } } fragment ReverseFulfillmentOrderFields on ReverseFulfillmentOrder { id status lineItems(first: 3) { nodes { ...ReverseFulfillmentOrderLineFields } pageInfo { hasNextPage endCursor } } } fragment ReverseFulfillmentOrderLineFields on ReverseFulfillmentOrderLineItem { id totalQuantity fulfillmentLineItem { id } dispositions { type quantity location { id } } }",
};

export const ReadRefundLinesDocument: Operation<ReadRefundLinesQuery, ReadRefundLinesQueryVariables> = {
  name: 'ReadRefundLines',
  kind: 'query',
  requestedCost: 15,
  idempotent: false,
  text: "query ReadRefundLines($id: ID!, $after: String) { refund(id: $id) { refundLineItems(first: 31, after: $after) { nodes { ...RefundLineFields } pageInfo { hasNextPage endCursor } } } } fragment RefundLineFields on RefundLineItem { quantity restockType lineItem { id } }",
};

export const ReadRefundTransactionsDocument: Operation<ReadRefundTransactionsQuery, ReadRefundTransactionsQueryVariables> = {
  name: 'ReadRefundTransactions',
  kind: 'query',
  requestedCost: 15,
  idempotent: false,
  text: "query ReadRefundTransactions($id: ID!, $after: String) { refund(id: $id) { transactions(first: 31, after: $after) { nodes { ...RefundTransactionFields } pageInfo { hasNextPage endCursor } } } } fragment RefundTransactionFields on OrderTransaction { id status gateway amountSet { presentmentMoney { amount currencyCode } } parentTransaction { id } }",
};

export const ReadRefundsDocument: Operation<ReadRefundsQuery, ReadRefundsQueryVariables> = {
  name: 'ReadRefunds',
  kind: 'query',
  requestedCost: 17,
  idempotent: false,
  text: "query ReadRefunds($id: ID!) { order(id: $id) { presentmentCurrencyCode refunds { ...RefundFields } } } fragment RefundFields on Refund { id createdAt note return { id } totalRefundedSet { presentmentMoney { amount currencyCode } } refundLineItems(first: 7) { nodes { ...RefundLineFields } pageInfo { hasNextPage endCursor } } transactions(first: 3) { nodes { ...RefundTransactionFields } pageInfo { hasNextPage endCursor } } } fragment RefundLineFields on RefundLineItem { quantity restockType lineItem { id } } fragment RefundTransactionFields on OrderTransaction { id status gateway amountSet { presentmentMoney { amount currencyCode } } parentTransaction { id } }",
};

export const ReadReturnLinesDocument: Operation<ReadReturnLinesQuery, ReadReturnLinesQueryVariables> = {
  name: 'ReadReturnLines',
  kind: 'query',
  requestedCost: 33,
  idempotent: false,
  text: "query ReadReturnLines($id: ID!, $after: String) { return(id: $id) { returnLineItems(first: 31, after: $after) { nodes { ...ReturnLineFields } pageInfo { hasNextPage endCursor } } } } fragment ReturnLineFields on ReturnLineItemType { id quantity processedQuantity refundedQuantity returnReasonDefinition { handle } returnReasonNote ... on ReturnLineItem { fulfillmentLineItem { id lineItem { id } } restockingFee { percentage } } }",
};

export const ReadReturnDocument: Operation<ReadReturnQuery, ReadReturnQueryVariables> = {
  name: 'ReadReturn',
  kind: 'query',
  requestedCost: 31,
  idempotent: false,
  text: "query ReadReturn($id: ID!) { return(id: $id) { ...ReturnFields order { id presentmentCurrencyCode } } } fragment ReturnFields on Return { id name status createdAt returnLineItems(first: 3) { nodes { ...ReturnLineFields } pageInfo { hasNextPage endCursor } } exchangeLineItems(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } returnShippingFees { amountSet { presentmentMoney { amount currencyCode } } } reverseFulfillmentOrders(first: 1) { nodes { ...ReverseFulfillmentOrderFields } pageInfo { hasNextPage endCursor } } } fragment ReturnLineFields on ReturnLineItemType { id quantity processedQuantity refundedQuantity returnReasonDefinition { handle } returnReasonNote ... on ReturnLineItem { fulfillmentLineItem { id lineItem { id } } restockingFee { percentage } } } fragment ReverseFulfillmentOrderFields on ReverseFulfillmentOrder { id status lineItems(first: 3) { nodes { ...ReverseFulfillmentOrderLineFields } pageInfo { hasNextPage endCursor } } } fragment ReverseFulfillmentOrderLineFields on ReverseFulfillmentOrderLineItem { id totalQuantity fulfillmentLineItem { id } dispositions { type quantity location { id } } }",
};

export const ReadReverseFulfillmentOrderLinesDocument: Operation<ReadReverseFulfillmentOrderLinesQuery, ReadReverseFulfillmentOrderLinesQueryVariables> = {
  name: 'ReadReverseFulfillmentOrderLines',
  kind: 'query',
  requestedCost: 27,
  idempotent: false,
  text: "query ReadReverseFulfillmentOrderLines($id: ID!, $after: String) { reverseFulfillmentOrder(id: $id) { lineItems(first: 31, after: $after) { nodes { ...ReverseFulfillmentOrderLineFields } pageInfo { hasNextPage endCursor } } } } fragment ReverseFulfillmentOrderLineFields on ReverseFulfillmentOrderLineItem { id totalQuantity fulfillmentLineItem { id } dispositions { type quantity location { id } } }",
};

export const ReadReverseFulfillmentOrdersDocument: Operation<ReadReverseFulfillmentOrdersQuery, ReadReverseFulfillmentOrdersQueryVariables> = {
  name: 'ReadReverseFulfillmentOrders',
  kind: 'query',
  requestedCost: 25,
  idempotent: false,
  text: "query ReadReverseFulfillmentOrders($id: ID!, $after: String) { return(id: $id) { reverseFulfillmentOrders(first: 3, after: $after) { nodes { ...ReverseFulfillmentOrderFields } pageInfo { hasNextPage endCursor } } } } fragment ReverseFulfillmentOrderFields on ReverseFulfillmentOrder { id status lineItems(first: 3) { nodes { ...ReverseFulfillmentOrderLineFields } pageInfo { hasNextPage endCursor } } } fragment ReverseFulfillmentOrderLineFields on ReverseFulfillmentOrderLineItem { id totalQuantity fulfillmentLineItem { id } dispositions { type quantity location { id } } }",
};

export const ReadShippingLinesDocument: Operation<ReadShippingLinesQuery, ReadShippingLinesQueryVariables> = {
  name: 'ReadShippingLines',
  kind: 'query',
  requestedCost: 12,
  idempotent: false,
  text: "query ReadShippingLines($id: ID!, $after: String) { order(id: $id) { shippingLines(first: 7, after: $after) { nodes { ...ShippingLineFields } pageInfo { hasNextPage endCursor } } } } fragment ShippingLineFields on ShippingLine { id title originalPriceSet { presentmentMoney { amount currencyCode } } discountAllocations { allocatedAmountSet { presentmentMoney { amount currencyCode } } } taxLines { title rate priceSet { presentmentMoney { amount currencyCode } } } }",
};

export const RemoveReturnLinesDocument: Operation<RemoveReturnLinesMutation, RemoveReturnLinesMutationVariables> = {
  name: 'RemoveReturnLines',
  kind: 'mutation',
  requestedCost: 10,
  idempotent: false,
  text: "mutation RemoveReturnLines($returnId: ID!, $returnLineItems: [ReturnLineItemRemoveFromReturnInput!]!) { removeFromReturn(returnId: $returnId, returnLineItems: $returnLineItems) { return { id status } userErrors { field code message } } }",
};

export const ResolveReturnDocument: Operation<ResolveReturnQuery, ResolveReturnQueryVariables> = {
  name: 'ResolveReturn',
  kind: 'query',
  requestedCost: 2,
  idempotent: false,
  text: "query ResolveReturn($id: ID!) { return(id: $id) { order { id } } }",
};

export const ResolveReverseFulfillmentOrderDocument: Operation<ResolveReverseFulfillmentOrderQuery, ResolveReverseFulfillmentOrderQueryVariables> = {
  name: 'ResolveReverseFulfillmentOrder',
  kind: 'query',
  requestedCost: 2,
  idempotent: false,
  text: "query ResolveReverseFulfillmentOrder($id: ID!) { reverseFulfillmentOrder(id: $id) { order { id } } }",
};

export const ShopInfoDocument: Operation<ShopInfoQuery, ShopInfoQueryVariables> = {
  name: 'ShopInfo',
  kind: 'query',
  requestedCost: 3,
  idempotent: false,
  text: "query ShopInfo { shop { name myshopifyDomain currencyCode ianaTimezone } currentAppInstallation { accessScopes { handle } } }",
};

export const SuggestOutcomeDocument: Operation<SuggestOutcomeQuery, SuggestOutcomeQueryVariables> = {
  name: 'SuggestOutcome',
  kind: 'query',
  requestedCost: 4,
  idempotent: false,
  text: "query SuggestOutcome($id: ID!, $lines: [SuggestedOutcomeReturnLineItemInput!]!) { return(id: $id) { suggestedFinancialOutcome(returnLineItems: $lines, exchangeLineItems: []) { discountedSubtotal { presentmentMoney { amount currencyCode } } totalTax { presentmentMoney { amount currencyCode } } shipping { amountSet { presentmentMoney { amount currencyCode } } } maximumRefundable { presentmentMoney { amount currencyCode } } financialTransfer { __typename ... on RefundReturnOutcome { amount { presentmentMoney { amount currencyCode } } } ... on InvoiceReturnOutcome { amount { presentmentMoney { amount currencyCode } } } } } } }",
};

export const WriteStatusDocument: Operation<WriteStatusMutation, WriteStatusMutationVariables> = {
  name: 'WriteStatus',
  kind: 'mutation',
  requestedCost: 10,
  idempotent: false,
  text: "mutation WriteStatus($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { metafields { id value compareDigest } userErrors { field code message } } }",
};
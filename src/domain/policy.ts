import { z } from 'zod';
import { dispositions } from './stage.ts';

/**
 * A merchant's rules for one shop, as written in the configuration file. Defaults are the safest
 * reading of the design: observe NetSuite, own nothing that is not said to be ours.
 */
export const policySchema = z.strictObject({
  /** `readonly` writes nothing to NetSuite, `observe` only the RMA and the settlement, `operate` also receives and credits. */
  netsuiteMode: z.enum(['readonly', 'observe', 'operate']).default('observe'),
  /** Whether Backhaul itself moves a new RMA from Pending Approval to Pending Receipt. */
  approvesRma: z.boolean().default(false),
  /** Which system's act judges a returned unit. */
  inspection: z
    .strictObject({
      source: z
        .enum(['status-change', 'receipt-line-field', 'receipt-is-clearance'])
        .default('status-change'),
      /** NetSuite inventory status (or field value) → disposition; anything else is an exception. */
      dispositions: z
        .record(z.string(), z.enum(dispositions))
        .default({ Good: 'sellable', Damaged: 'scrap', Quarantine: 'quarantine' }),
    })
    .prefault({}),
  stock: z
    .strictObject({
      /** Who sets `available` at the return location: Backhaul puts cleared units on sale only where it is ours. */
      availableOwner: z.enum(['backhaul', 'other']).default('backhaul'),
      /** When another system sets `on_hand`, holds are kept in the ledger only. */
      onHandOwner: z.enum(['backhaul', 'other']).default('backhaul'),
    })
    .prefault({}),
  money: z
    .strictObject({
      /** Largest difference between the ERP and our reversal that needs nobody, in minor units a line, by class. */
      limitMinorPerLine: z
        .record(z.string(), z.number().int().nonnegative())
        .default({ tax: 2, rounding: 2 }),
      /** Refunds above this many minor units need an approval; null means never. */
      approvalAboveMinor: z.number().int().nonnegative().nullable().default(null),
      /** Whether the original shipping charge goes back when the whole order is returned. */
      refundShipping: z.enum(['never', 'whole-order']).default('never'),
      /** Whether a customer refund is posted against a credit memo by Backhaul, or staff's is awaited. */
      customerRefund: z.enum(['backhaul', 'staff']).default('backhaul'),
    })
    .prefault({}),
  /** Whether a return requested by the customer is approved by the RMA passing Pending Approval. */
  telling: z
    .strictObject({
      milestones: z
        .array(z.enum(['confirmed', 'inspected', 'posted', 'settled']))
        .default(['confirmed', 'inspected', 'posted', 'settled']),
    })
    .prefault({}),
});

export type Policy = z.infer<typeof policySchema>;

/** Translation tables between the two systems for one shop. */
export const mappingTablesSchema = z.strictObject({
  /** NetSuite location internal id → Shopify location gid. */
  locations: z.record(z.string(), z.string()).default({}),
  /** NetSuite location for returned goods; null leaves it to the source document. */
  returnLocation: z.string().nullable().default(null),
  /** Shopify return reason → NetSuite reason (internal id of the custom list value). */
  reasons: z.record(z.string(), z.string()).default({}),
  /** Items that stand for money that is no article. */
  chargeItems: z
    .strictObject({
      shipping: z.string().nullable().default(null),
      restockingFee: z.string().nullable().default(null),
      returnShipping: z.string().nullable().default(null),
    })
    .prefault({}),
  /** Shopify gateway → NetSuite payment option and account of the customer refund; `*` is the fallback. */
  payments: z
    .record(z.string(), z.strictObject({ paymentOption: z.string(), account: z.string() }))
    .default({}),
  /** Custom field ids in the NetSuite account. */
  fields: z
    .strictObject({
      orderId: z.string().default('custbody_shopify_order_id'),
      lineId: z.string().default('custcol_shopify_line_id'),
      refundId: z.string().default('custbody_backhaul_refund_id'),
      refundTransactions: z.string().default('custbody_backhaul_refund_txns'),
      rma: z.string().default('custbody_backhaul_rma'),
      disposition: z.string().default('custcol_backhaul_disposition'),
      reason: z.string().default('custcol_backhaul_reason'),
    })
    .prefault({}),
});

export type MappingTables = z.infer<typeof mappingTablesSchema>;

/** The stages of a return, in order; `declined` and `cancelled` are ends of their own. */
export const stages = [
  'requested',
  'authorized',
  'in_transit',
  'received',
  'inspected',
  'posted',
  'settled',
  'closed',
  'declined',
  'cancelled',
] as const;
export type Stage = (typeof stages)[number];

/** What the customer hears about. */
export const milestones = ['confirmed', 'inspected', 'posted', 'settled'] as const;
export type Milestone = (typeof milestones)[number];

/** Where units go after inspection. Money waits for any of these, stock only for `sellable`. */
export const dispositions = [
  'sellable',
  'refurbish',
  'quarantine',
  'vendor',
  'liquidate',
  'scrap',
  'missing',
  'kept_by_customer',
] as const;
export type Disposition = (typeof dispositions)[number];

export const holdStates = [
  'expected',
  'pending_inspection',
  'released',
  'set_aside',
  'written_off',
  'cancelled',
] as const;
export type HoldState = (typeof holdStates)[number];

export const varianceClasses = [
  'tax',
  'rounding',
  'discount',
  'shipping',
  'fee',
  'duty',
  'fx',
  'timing',
  'missing',
  'duplicate',
  'chargeback',
  'goodwill',
  'external',
] as const;
export type VarianceClass = (typeof varianceClasses)[number];

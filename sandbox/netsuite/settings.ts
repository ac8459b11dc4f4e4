import { z } from 'zod';
import { createSettings, defineSwitch, type Settings } from '../settings.ts';

const timeZone = z.string().refine(isTimeZone, 'not a time zone');
const month = z.string().regex(/^\d{4}-\d{2}$/);

/** Everything about an account that differs between accounts, or that no public text settles. */
export const accountSwitches = {
  // The account's own set-up.
  baseCurrency: defineSwitch(
    z.string().length(3),
    'USD',
    'Currency of the books; others carry an exchange rate.',
  ),
  exchangeRates: defineSwitch(
    z.record(z.string(), z.number().positive()),
    { EUR: 1.1, GBP: 1.27, CAD: 0.73, JPY: 0.0067, AUD: 0.66 } as Record<string, number>,
    'Units of the base currency per unit of a foreign one.',
  ),
  accountTimeZone: defineSwitch(
    timeZone,
    'America/Los_Angeles',
    'Zone of transaction dates and of saved searches.',
  ),
  sessionTimeZone: defineSwitch(
    timeZone,
    'America/Los_Angeles',
    'Zone in which SuiteQL reads TO_DATE, writes TO_CHAR and tells SYSDATE. Pacific unless the user prefers another.',
  ),
  userDateFormat: defineSwitch(
    z.enum(['M/D/YYYY', 'D/M/YYYY', 'YYYY-MM-DD', 'D.M.YYYY']),
    'M/D/YYYY',
    "The integration user's date format: what SuiteQL gives for a date that is not in TO_CHAR.",
  ),
  taxEngine: defineSwitch(
    z.enum(['suitetax', 'legacy']),
    'suitetax',
    'SuiteTax shows tax in REST (taxTotal, taxDetails); legacy tax shows only total, the split is in SuiteQL taxline rows.',
  ),
  advancedReceiving: defineSwitch(
    z.boolean(),
    true,
    'Receipts are documents of their own; without it statuses go A, F, G.',
  ),
  refundInAdvance: defineSwitch(z.boolean(), false, 'A credit may be made before the receipt.'),
  defaultReturnStatus: defineSwitch(
    z.enum(['A', 'B']),
    'B',
    'Status of a new return authorization: A pending approval, B pending receipt.',
  ),
  approvalWorkflowLock: defineSwitch(
    z.boolean(),
    false,
    'A SuiteFlow workflow locks return authorizations: PATCH is refused.',
  ),
  inspectionSource: defineSwitch(
    z.enum(['statusChange', 'bin', 'receiptLine', 'receipt']),
    'statusChange',
    'Where inspection leaves its trace: an inventory status change, a bin transfer, custcol_backhaul_disposition on the receipt line, or nowhere (the receipt is clearance).',
  ),
  statusChangeNames: defineSwitch(
    z.enum(['field', 'memo', 'both', 'none']),
    'both',
    'How a status change or bin transfer names its return: custbody_backhaul_rma, memo, both or not at all.',
  ),
  paymentProfile: defineSwitch(
    z.boolean(),
    true,
    'The account has a payment processing profile: a refund saved without handlingMode SAVE_ONLY pays through the gateway.',
  ),
  restletDeployed: defineSwitch(z.boolean(), true, 'The saved-search RESTlet is installed.'),
  allowedSearches: defineSwitch(
    z.array(z.string()),
    [] as string[],
    'Saved searches that the RESTlet may run besides its own "returns".',
  ),
  headerLocationReachesLines: defineSwitch(
    z.boolean(),
    true,
    'A location sent in the header of a transform also moves the lines that name none.',
  ),
  transformsCopyCustomBody: defineSwitch(
    z.boolean(),
    true,
    'Custom body fields of the source are carried over by transforms.',
  ),
  adminRole: defineSwitch(
    z.boolean(),
    false,
    'The integration role is Administrator (governanceLimits answers).',
  ),
  closedPeriods: defineSwitch(
    z.array(month),
    [] as string[],
    'Closed accounting periods, YYYY-MM: posting into one is CLOSED_TRAN_PRD.',
  ),
  forbiddenRecords: defineSwitch(
    z.array(z.string()),
    [] as string[],
    'Record types the role may not touch: 400 USER_ERROR.',
  ),
  // What the order connector leaves behind.
  discountShape: defineSwitch(
    z.enum(['reducedRate', 'discountLine', 'headerPercent', 'headerFlat']),
    'reducedRate',
    'How imported discounts appear: a lower rate, a Discount line after its item, a header percentage, a header amount.',
  ),
  shippingShape: defineSwitch(
    z.enum(['header', 'line']),
    'header',
    'Imported shipping: header shippingCost, or an OthCharge line.',
  ),
  lineIdColumn: defineSwitch(
    z.boolean(),
    true,
    'The order connector fills custcol_shopify_line_id.',
  ),
  shopifyIdShape: defineSwitch(
    z.enum(['numeric', 'gid']),
    'numeric',
    'How Shopify ids are written into the custom fields.',
  ),
  // Arithmetic.
  taxDifferenceShare: defineSwitch(
    z.number().min(0).max(1),
    0.2,
    "Share of the imported orders whose returned tax differs from the sale's share by one or two minor units a line.",
  ),
  flatDiscountOnPartialReturn: defineSwitch(
    z.enum(['full', 'proportional']),
    'full',
    'A flat header discount on a partial return: copied in full (believed) or in proportion.',
  ),
  discountLineOnPartialReturn: defineSwitch(
    z.enum(['proportional', 'full']),
    'proportional',
    'A Discount line on a partial return: follows its item, or is copied in full.',
  ),
  creditCopiesShipping: defineSwitch(
    z.boolean(),
    true,
    'invoice→creditMemo and cashSale→cashRefund copy the header shippingCost unless the body sets it.',
  ),
  chargeTax: defineSwitch(
    z.enum(['shippingOnly', 'none']),
    'shippingOnly',
    "A shipping charge line is taxed at the sale's shipping tax; other charge items never are.",
  ),
  overReturnCheck: defineSwitch(
    z.enum(['perDocument', 'cumulative', 'none']),
    'perDocument',
    "Refusal of quantities above the source line's: within one document, over all live returns, or not at all.",
  ),
  creditAutoApply: defineSwitch(
    z.boolean(),
    true,
    'A credit memo is applied to its still open invoice.',
  ),
  // Facts that no public text settles.
  childrenTouchRma: defineSwitch(
    z.boolean(),
    false,
    "Saving a receipt or credit moves the return authorization's lastModifiedDate.",
  ),
  creditTotalSign: defineSwitch(
    z.enum(['negative', 'positive']),
    'negative',
    'Sign of transaction.foreigntotal on RtnAuth, CustCred, CashRfnd.',
  ),
  returnLineSign: defineSwitch(
    z.enum(['positive', 'negative']),
    'positive',
    'Sign of revenue lines on return documents in SuiteQL.',
  ),
  statusLabelShape: defineSwitch(
    z.enum(['bare', 'prefixed']),
    'bare',
    "BUILTIN.DF(status): 'Pending Receipt' or 'Return Authorization : Pending Receipt'.",
  ),
  restStatusShape: defineSwitch(
    z.enum(['letter', 'label']),
    'letter',
    'status.id on REST records: the letter, or the label.',
  ),
  restletStatusShape: defineSwitch(
    z.enum(['letter', 'compound', 'label']),
    'letter',
    'status in RESTlet rows: B, RtnAuth:B or Pending Receipt.',
  ),
  getOmitsOrderLine: defineSwitch(
    z.boolean(),
    false,
    'GET leaves orderLine and orderDoc out; only the link tables tell.',
  ),
  receiptInventoryDetail: defineSwitch(
    z.enum(['refused', 'accepted']),
    'refused',
    'inventoryDetail in a receipt transform: the static sublist refusal, or accepted.',
  ),
  closedByPatch: defineSwitch(z.boolean(), true, 'isClosed per line may be set by PATCH.'),
  propertyNameValidation: defineSwitch(
    z.enum(['Error', 'Warning', 'Ignore']),
    'Error',
    'What an unknown field name does; the header X-NetSuite-PropertyNameValidation overrides it.',
  ),
  externalIdDuplicateShape: defineSwitch(
    z.enum(['alreadyExists', 'UNIQUE_RCRD_ID_REQD', 'DUP_RCRD']),
    'alreadyExists',
    'Answer to a used externalId: 400 USER_ERROR "This entity already exists.", or one of the SuiteScript codes.',
  ),
  builtinDfWithGroupBy: defineSwitch(
    z.enum(['refused', 'allowed']),
    'refused',
    'BUILTIN.DF beside DISTINCT or GROUP BY.',
  ),
  notExposedColumns: defineSwitch(
    z.array(z.string()),
    [] as string[],
    'SuiteQL columns that are NOT_EXPOSED to the channel.',
  ),
  statusChangeColumns: defineSwitch(
    z.boolean(),
    true,
    'transaction.previousstatus and revisedstatus exist in SuiteQL (unverified).',
  ),
  offsetDivisible: defineSwitch(z.boolean(), true, 'SuiteQL offset must be a multiple of limit.'),
  readLagMs: defineSwitch(
    z.number().min(0).max(120_000),
    0,
    'Rows become visible to SuiteQL this long after the commit.',
  ),
  // Service limits.
  concurrencyLimit: defineSwitch(
    z.int().min(1).max(100),
    5,
    'Requests the account serves at once, REST and RESTlets together.',
  ),
  neighbourConcurrency: defineSwitch(
    z.int().min(0).max(100),
    0,
    'Slots that other integrations occupy all the time.',
  ),
  concurrencyErrorStatus: defineSwitch(
    z.union([z.literal(429), z.literal(400)]),
    429,
    'HTTP status of CONCURRENCY_LIMIT_EXCEEDED; both were observed.',
  ),
  latencyMs: defineSwitch(z.number().min(0).max(60_000), 0, 'Time every call takes.'),
  tokenLifeSeconds: defineSwitch(z.int().min(1), 3600, 'Life of an access token.'),
  lateCommitMaxSeconds: defineSwitch(
    z.number().min(0).max(900),
    2,
    'No write commits later than this after the client lost it.',
  ),
  maintenance: defineSwitch(z.boolean(), false, 'Scheduled maintenance: every call is 503.'),
};

export type AccountSettings = Settings<typeof accountSwitches>;

/** The switches of one account, at their defaults. */
export function createAccountSettings(): AccountSettings {
  return createSettings(accountSwitches);
}

function isTimeZone(name: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC';
}

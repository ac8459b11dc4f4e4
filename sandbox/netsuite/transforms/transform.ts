import type { Account } from '../account.ts';
import { shareMinor, splitTaxes } from '../arithmetic.ts';
import { currencyDecimals, divideHalfUp } from '../decimal.ts';
import { draftFrom } from '../drafts.ts';
import { invalidValue, userError } from '../errors.ts';
import { discountItemId, paymentOptions } from '../fixtures.ts';
import {
  type Doc,
  type Draft,
  type HeaderDiscount,
  type Payment,
  type TransactionType,
  typeFacts,
} from '../model.ts';
import type { BodyInput } from '../records/read-body.ts';
import { totalsOf } from '../totals.ts';
import { creditApplications } from './apply-credit.ts';
import { buildLines, mergeCustom } from './build-lines.ts';
import { chooseLines } from './choose-lines.ts';
import { openLines } from './open-lines.ts';
import { assertTransform } from './pairs.ts';
import { soldShipping } from './price-line.ts';

/**
 * The target document that a transform of `source` gives, not yet saved: the preview shows it, the save
 * stores it. Throws NetSuite's refusals; changes nothing.
 */
export function transformDoc(
  account: Account,
  source: Doc,
  target: TransactionType,
  input: BodyInput,
  options: { replaceItem: boolean },
): Draft {
  assertTransform(source.type, target);
  if (input.entityId !== undefined && input.entityId !== source.customerId) {
    throw invalidValue(input.entityId, 'entity', 'entity');
  }
  const base = draftFrom(source, target);
  if (!account.settings.get('transformsCopyCustomBody')) base.custom = {};
  const draft = withHeader(account, base, input);
  if (target === 'returnAuthorization') {
    draft.orderStatus = input.orderStatus ?? account.settings.get('defaultReturnStatus');
  }
  const open = openLines(account, source, target);
  draft.lines = buildLines(
    account,
    source,
    target,
    chooseLines(open, input.items, target, options.replaceItem),
  );
  if (typeof input.locationId === 'number') moveLines(account, draft, input, input.locationId);
  if (target === 'itemReceipt' || target === 'itemFulfillment') return draft;
  draft.headerDiscount = headerDiscount(account, source, draft, input);
  setShipping(account, source, draft, input);
  if (totalsOf(draft).totalMinor < 0n && typeFacts[target].posting) {
    throw userError('The total of this transaction may not be negative.');
  }
  if (target === 'creditMemo')
    draft.applications = creditApplications(account, draft, source, input.apply);
  if (target === 'cashRefund') draft.payment = readPayment(account, input);
  return draft;
}

/** Gives the header's location to lines whose row named none of their own. */
function moveLines(account: Account, draft: Draft, input: BodyInput, location: number): void {
  if (!account.settings.get('headerLocationReachesLines')) return;
  for (const line of draft.lines) {
    const row = input.items?.find((one) => one.orderLine === line.orderLine);
    if (row?.locationId === undefined && line.location !== null) line.location = location;
  }
}

/** Puts the fields every transaction shares onto a draft. */
export function withHeader(account: Account, draft: Draft, input: BodyInput): Draft {
  if (typeof input.locationId === 'number') {
    const known = account.locations.some((location) => location.id === input.locationId);
    if (!known) throw invalidValue(input.locationId, 'location', 'location');
  }
  return {
    ...draft,
    externalId: input.externalId ?? null,
    tranDate: input.tranDate ?? draft.tranDate,
    tranId: input.tranId ?? draft.tranId,
    memo: input.memo ?? draft.memo,
    otherRefNum: input.otherRefNum ?? draft.otherRefNum,
    location: input.locationId ?? draft.location,
    custom: mergeCustom(draft.custom, input.custom),
    extra: { ...draft.extra, ...input.extra },
  };
}

/** How a refund is paid: without an explicit SAVE_ONLY an account with a payment profile pays by itself. */
export function readPayment(account: Account, input: BodyInput): Payment {
  const byDefault = account.settings.get('paymentProfile') ? 'PROCESS' : 'SAVE_ONLY';
  const handlingMode = input.handlingMode ?? byDefault;
  const optionId = input.paymentOption ?? null;
  const option = paymentOptions.find((candidate) => String(candidate.id) === optionId);
  if (optionId !== null && option === undefined) {
    throw invalidValue(optionId, 'paymentOption', 'paymentOption');
  }
  return {
    handlingMode,
    paymentOption: optionId,
    account: input.accountId ?? null,
    paidThroughGateway:
      handlingMode === 'PROCESS' &&
      account.settings.get('paymentProfile') &&
      (option === undefined || option.gateway),
  };
}

function headerDiscount(
  account: Account,
  source: Doc,
  draft: Draft,
  input: BodyInput,
): HeaderDiscount | null {
  if (input.discountRate === null) return null;
  if (input.discountRate !== undefined) {
    const itemId = input.discountItemId ?? source.headerDiscount?.itemId ?? discountItemId;
    if ('percentE8' in input.discountRate) {
      return { itemId, percentE8: input.discountRate.percentE8, amountMinor: 0n };
    }
    const scale = 10n ** BigInt(8 - currencyDecimals(source.currency));
    return {
      itemId,
      percentE8: null,
      amountMinor: divideHalfUp(input.discountRate.amountE8, scale),
    };
  }
  const { headerDiscount: sold } = source;
  if (sold === null || sold.percentE8 !== null) return sold;
  if (account.settings.get('flatDiscountOnPartialReturn') === 'full') return sold;
  const whole = totalsOf(source).subtotalMinor;
  const part = totalsOf(draft).subtotalMinor;
  return { ...sold, amountMinor: whole === 0n ? 0n : divideHalfUp(sold.amountMinor * part, whole) };
}

function setShipping(account: Account, source: Doc, draft: Draft, input: BodyInput): void {
  if (draft.type === 'returnAuthorization') return;
  const sale = typeFacts[source.type].sign === 'sale';
  const toCredit = typeFacts[draft.type].sign === 'return';
  const copy = sale && (!toCredit || account.settings.get('creditCopiesShipping'));
  const scale = 10n ** BigInt(8 - currencyDecimals(source.currency));
  draft.shippingMinor =
    input.shippingE8 !== undefined
      ? divideHalfUp(input.shippingE8, scale)
      : copy
        ? source.shippingMinor
        : 0n;
  const sold = soldShipping(account, source);
  if (draft.shippingMinor === 0n || sold === null || sold.netMinor <= 0n) return;
  draft.shippingTaxMinor = shareMinor(
    sold.taxMinor,
    Number(sold.netMinor),
    0,
    Number(draft.shippingMinor),
  );
  draft.shippingTaxes = splitTaxes(sold.taxes, draft.shippingTaxMinor);
}

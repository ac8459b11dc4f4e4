import { createEmailNotifier } from './email.ts';
import { createFileNotifier } from './file.ts';
import type { Notice, NoticeFate, NoticeResult, Notifier } from './notifier.ts';
import { notSent } from './refusals.ts';
import { createSlackNotifier } from './slack.ts';

/**
 * Sends each message the way its audience has. Customers have one way. Operations may have several,
 * tried in order: the next only when the one before certainly did not deliver, so nobody is told twice.
 */
export function composeNotifier(ways: {
  readonly customers: Notifier | null;
  readonly operations: readonly Notifier[];
}): Notifier {
  const waysOf = (notice: Notice): readonly Notifier[] => {
    if (notice.audience === 'operations') return ways.operations;
    return ways.customers === null ? [] : [ways.customers];
  };
  return {
    send: async (notice) => {
      let last: NoticeResult = notSent(`No way to reach ${notice.audience} is configured`, 'never');
      for (const way of waysOf(notice)) {
        last = await way.send(notice);
        if (last.ok || last.problem.code === 'notice-outcome-unknown') return last;
      }
      return last;
    },
    probe: async (effectId) => {
      const all = ways.customers === null ? ways.operations : [ways.customers, ...ways.operations];
      return fateOf(await Promise.all(all.map((way) => way.probe(effectId))));
    },
  };
}

function fateOf(fates: readonly NoticeFate[]): NoticeFate {
  if (fates.includes('sent')) return 'sent';
  return fates.includes('unknown') ? 'unknown' : 'absent';
}

/** What `createShopNotifier` needs of the configuration. */
export interface NotifierSettings {
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly slackWebhookUrl: string | null;
  readonly noticeFile: string | null;
}

export interface ShopNoticeSettings {
  readonly customers: 'email' | 'file' | null;
  readonly alertsTo: readonly string[];
  readonly from: string | null;
  readonly replyTo: string | null;
}

/** The notifier of one shop: customers by mail or file, operations by Slack, then mail, then file. */
export function createShopNotifier(settings: NotifierSettings, shop: ShopNoticeSettings): Notifier {
  const { smtp, slackWebhookUrl, noticeFile } = settings;
  const file = noticeFile === null ? null : createFileNotifier({ path: noticeFile });
  const customerMail =
    smtp === null
      ? null
      : createEmailNotifier({ url: smtp.url, from: shop.from ?? smtp.from, replyTo: shop.replyTo });
  const alertMail =
    smtp === null || shop.alertsTo.length === 0
      ? null
      : createEmailNotifier({ ...smtp, operations: shop.alertsTo });
  const slack =
    slackWebhookUrl === null ? null : createSlackNotifier({ webhookUrl: slackWebhookUrl });
  const customers = { email: customerMail, file };
  return composeNotifier({
    customers: shop.customers === null ? null : customers[shop.customers],
    operations: [slack, alertMail, file].filter((way) => way !== null),
  });
}

/** What each setting of the configuration file means; a test keeps it complete. */
export const fileMeanings: Readonly<Record<string, string>> = {
  'shops[].id': 'Short name of the shop in the ledger. Default: first part of the domain.',
  'shops[].domain': '`<name>.myshopify.com`. A single shop may leave it to `SHOPIFY_SHOP`.',
  'shops[].startAt':
    'Returns that began before this time are observed only. Without it: the moment of the first start.',
  'shops[].timeZone': 'Zone of the nightly run and of dates, like `Europe/Berlin`.',

  'shops[].policy.netsuiteMode':
    '`readonly` writes nothing to NetSuite, `observe` the RMA and the settlement, `operate` also receives and credits.',
  'shops[].policy.approvesRma':
    'Whether Backhaul itself moves a new RMA from Pending Approval to Pending Receipt.',
  'shops[].policy.inspection.source': 'Which act in NetSuite judges a returned unit.',
  'shops[].policy.inspection.dispositions':
    'Inventory status or field value → disposition. Anything else becomes an exception.',
  'shops[].policy.stock.availableOwner':
    'Who sets `available` at the return location. Backhaul puts units on sale only where it is ours.',
  'shops[].policy.stock.onHandOwner':
    'Who sets `on_hand`. When another system does, holds are kept in the ledger only.',
  'shops[].policy.money.limitMinorPerLine':
    'Largest difference between ERP and reversal that needs nobody: minor units a line, by class.',
  'shops[].policy.money.approvalAboveMinor':
    'Refunds above this many minor units need an approval; null means never.',
  'shops[].policy.money.refundShipping':
    'Whether the original shipping charge goes back when the whole order is returned.',
  'shops[].policy.money.customerRefund':
    'Who posts the customer refund against a credit memo: Backhaul, or staff whose refund is awaited.',
  'shops[].policy.telling.milestones': 'What customers are told of.',

  'shops[].mappings.locations': 'NetSuite location id → Shopify location gid.',
  'shops[].mappings.returnLocation':
    'NetSuite location for returned goods; null leaves it to the source document.',
  'shops[].mappings.reasons': 'Shopify return reason → NetSuite reason id.',
  'shops[].mappings.chargeItems.shipping': 'NetSuite item for shipping that goes back.',
  'shops[].mappings.chargeItems.restockingFee': 'NetSuite item for a restocking fee.',
  'shops[].mappings.chargeItems.returnShipping': 'NetSuite item for a return shipping fee.',
  'shops[].mappings.payments':
    'Shopify gateway → payment option and account of the customer refund; `*` stands for the rest.',
  'shops[].mappings.fields.orderId': 'Transaction field with the Shopify order id.',
  'shops[].mappings.fields.lineId': 'Transaction column with the Shopify line id.',
  'shops[].mappings.fields.refundId': 'Transaction field that receives the Shopify refund id.',
  'shops[].mappings.fields.refundTransactions':
    'Transaction field that receives the Shopify transaction ids.',
  'shops[].mappings.fields.rma': 'Field of a stock movement that names its RMA.',
  'shops[].mappings.fields.disposition': 'Receipt column with the inspection result.',
  'shops[].mappings.fields.reason': 'RMA column with the return reason.',

  'shops[].shopify.origin': 'Replaces `https://<domain>`, for the sandbox or a proxy.',
  'shops[].shopify.plan': 'Plan of the store: it sets the API budget to begin with.',
  'shops[].shopify.keyAgeMs':
    'Milliseconds after which an idempotency key is never sent again. Shopify forgets it after 24 hours.',
  'shops[].shopify.lateCommitMs':
    'Milliseconds after its sending within which Shopify may still carry out a request whose answer was lost.',
  'shops[].shopify.credentials.clientId': 'Name of the variable with the client id.',
  'shops[].shopify.credentials.clientSecret': 'Name of the variable with the client secret.',
  'shops[].shopify.credentials.accessToken': 'Name of the variable with a fixed access token.',
  'shops[].shopify.credentials.webhookSecrets':
    'Name of the variable with further webhook secrets.',

  'shops[].netsuite.account': 'Account id. Default: `NETSUITE_ACCOUNT`.',
  'shops[].netsuite.origin': "Replaces the account's own hosts, for the sandbox or a proxy.",
  'shops[].netsuite.concurrencyLimit':
    'Most requests at once. The account shares its limit with every other integration.',
  'shops[].netsuite.lateCommitMs':
    'Milliseconds after which NetSuite can no longer commit a request that we gave up.',
  'shops[].netsuite.readLagMs': 'Milliseconds by which what NetSuite shows may be behind.',
  'shops[].netsuite.changeSource':
    'Where changes are polled: `suiteql`, or the `restlet` of the SuiteCloud project.',
  'shops[].netsuite.pollIntervalMs': 'Milliseconds between two polls.',
  'shops[].netsuite.credentials.clientId': 'Name of the variable with the client id.',
  'shops[].netsuite.credentials.certificateId': 'Name of the variable with the certificate id.',
  'shops[].netsuite.credentials.privateKey': 'Name of the variable with the private key.',

  'shops[].notices.customers':
    'How customers are told. `auto` is mail where `SMTP_URL` is set, else `NOTICE_FILE`, else nothing.',
  'shops[].notices.alertsTo': 'Addresses that operations alerts are mailed to.',
  'shops[].notices.from': 'Sender of mails to customers. Default: `SMTP_FROM`.',
  'shops[].notices.replyTo': 'Where answers of customers go.',
  'shops[].notices.shopName': 'Name that stands under messages. Default: the domain.',
  'shops[].notices.locale': 'Language tag for amounts in messages, like `de-AT`.',

  'shops[].reconciliation.cron':
    "When the nightly reconciliation runs, as cron in the shop's time zone.",
};

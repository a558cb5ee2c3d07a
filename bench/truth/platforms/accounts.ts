/** The accounts of the brand in every history, as Guiyi configures its connections. */

export const APPS = {
  account: 'wx00truth00truth01',
  mini: 'wx00truth00truth02',
  'mini-two': 'wx00truth00truth03',
} as const;

export const CORP_ID = 'ww00truth00truth01';
export const KDT_ID = '10000000';

export const accounts = {
  crm: { source: 'brand-events', options: {}, trust: 'queue' },
  account: { source: 'wechat-official-account', options: { appId: APPS.account } },
  mini: { source: 'wechat-mini-program', options: { appId: APPS.mini } },
  'mini-two': { source: 'wechat-mini-program', options: { appId: APPS['mini-two'] } },
  wecom: { source: 'wecom', options: { corpId: CORP_ID } },
  shop: { source: 'shopify', options: {} },
  'web-shop': { source: 'woocommerce', options: {} },
  'web-shop-de': { source: 'woocommerce', options: {}, region: 'DE' },
  payments: { source: 'stripe', options: {} },
  youzan: { source: 'youzan', options: { kdtId: KDT_ID } },
  'shopline-shop': { source: 'shopline', options: {} },
  'shoplazza-shop': { source: 'shoplazza', options: {} },
} as const;

export type AccountName = keyof typeof accounts;

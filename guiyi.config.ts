import { defineConfig } from './functions/shared/config/define-config.ts';

// The demo: WeChat's official account, mini program, payments and store, a shop, a WeCom corp, and the brand's own log-in,
// delivering into the sandbox of `npm start`. Secrets never stand here; the demo's are in local/demo-secrets.json.
export default defineConfig({
  connections: {
    'wechat-demo': { source: 'wechat-official-account', options: { appId: 'wx00d3m000d3m00001' } },
    'miniprogram-demo': { source: 'wechat-mini-program', options: { appId: 'wx00d3m000d3m00002' } },
    'wechat-pay-demo': { source: 'wechat-pay', options: { appId: 'wx00d3m000d3m00001' } },
    'wechat-store-demo': { source: 'wechat-store', options: { appId: 'wx00d3m000d3m00003' } },
    'shopify-demo': { source: 'shopify', options: {} },
    'shoplazza-demo': { source: 'shoplazza', options: {} },
    'shopline-demo': { source: 'shopline', options: {} },
    'woocommerce-demo': { source: 'woocommerce', options: {} },
    'bigcommerce-demo': { source: 'bigcommerce', options: {} },
    'stripe-demo': { source: 'stripe', options: {} },
    // Senders that are configuration alone: a till that signs as GitHub does, and the brand's own member centre.
    'till-demo': {
      source: 'github-style',
      options: {
        events: {
          'receipt.paid': {
            identities: [{ kind: 'mobile', path: 'buyer.phone' }],
            profile: { name: 'buyer.name' },
            triggers: ['paid-order'],
          },
        },
      },
    },
    'loyalty-demo': {
      source: 'standard-webhooks',
      options: {
        subjectPath: 'data.member',
        events: {
          'member.joined': {
            identities: [
              { kind: 'member-no', path: 'data.member', grade: 'verified', scope: 'demo' },
              // Who joins has just entered the code of an SMS.
              { kind: 'mobile', path: 'data.phone', grade: 'verified', basis: 'act' },
            ],
            profile: { name: 'data.name' },
            nameFrom: 'account',
            triggers: ['member-bound'],
          },
        },
      },
    },
    'stream-demo': {
      source: 'cloudevents',
      options: {
        allowedOrigins: ['events.brand.example'],
        events: {
          'example.brand.member.updated': {
            identities: [{ kind: 'member-no', path: 'member', grade: 'verified', scope: 'demo' }],
            profile: { city: 'city' },
            act: { kind: 'record' },
          },
        },
      },
    },
    'wecom-demo': { source: 'wecom', options: { corpId: 'ww00d3m000d3m00001' } },
    'youzan-demo': { source: 'youzan', options: { kdtId: '10000000' } },
    'doudian-demo': { source: 'doudian', options: { shopId: '20000001' } },
    'kuaishou-demo': { source: 'kuaishou', options: { appKey: 'ks00d3m000d3m00001', userIds: ['2000000184'] } },
    'taobao-demo': {
      source: 'taobao',
      options: { appKey: '12000001', sellerId: '100000001', merchantEntity: 'guiyi-demo' },
      trust: 'queue',
    },
    'amazon-demo': { source: 'amazon', options: {}, trust: 'queue' },
    'douyin-demo': { source: 'douyin', options: { clientKey: 'aw00d3m000d3m00001', accountId: '7000000000000000001' } },
    'pinduoduo-demo': { source: 'pinduoduo', options: { mallId: '100000001' }, trust: 'queue' },
    'brand-demo': { source: 'brand-events', options: {}, trust: 'queue' },
  },
  cdp: {
    baseUrl: 'sandbox',
    identityTypes: {
      mobile: { code: 'mobile', value: 'bare' },
      email: { code: 'email', value: 'bare' },
      'wechat-unionid': { code: 'wechat-unionid', value: 'bare' },
      'wechat-openid': { code: 'wechat', value: 'scoped' },
      'wecom-external-userid': { code: 'wecom-external-userid', value: 'bare' },
      'member-no': { code: 'member-no', value: 'bare' },
      'shopify-customer': { code: 'shopify-customer', value: 'scoped' },
      'taobao-omid': { code: 'taobao-omid', value: 'bare' },
      'taobao-ouid': { code: 'taobao-ouid', value: 'scoped' },
      'taobao-open-uid': { code: 'taobao-open-uid', value: 'scoped' },
      'douyin-open-id': { code: 'douyin-open-id', value: 'scoped' },
      'kuaishou-open-id': { code: 'kuaishou-open-id', value: 'scoped' },
      'doudian-open-id': { code: 'doudian-open-id', value: 'scoped' },
      'amazon-buyer': { code: 'amazon-buyer', value: 'scoped' },
      'youzan-open-id': { code: 'youzan-open-id', value: 'bare' },
      'shoplazza-customer': { code: 'shoplazza-customer', value: 'scoped' },
      'shopline-customer': { code: 'shopline-customer', value: 'scoped' },
      'woocommerce-customer': { code: 'woocommerce-customer', value: 'scoped' },
      'bigcommerce-customer': { code: 'bigcommerce-customer', value: 'scoped' },
      'stripe-customer': { code: 'stripe-customer', value: 'scoped' },
      'guiyi-subject': { code: 'guiyi-subject', value: 'scoped' },
    },
    merge: 'verified',
    limits: { callsPerSecond: 20_000, inFlight: 64 },
    messages: {
      auth: ['^E_TOKEN'],
      // A customer or group that is gone comes back with the next attempt.
      permanent: ['^E_(?!TOKEN|FAULT|CUSTOMER|GROUP)'],
    },
  },
  groups: {
    'WeChat followers': { join: ['follow'], leave: ['unfollow'] },
    Buyers: { join: ['paid-order'] },
    Members: { join: ['member-bound'], leave: ['member-left'] },
  },
});

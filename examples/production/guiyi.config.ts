import { defineConfig } from '../../functions/shared/config/define-config.ts';

// A deployment to AWS with nothing but what nobody else can decide for you: docs/deploy.md copies it for a stage. Put in your own
// accounts. Every other setting has a default: docs/configuration.md. Secrets never stand here: `npx guiyi secret set` takes them.
export default defineConfig({
  // Your accounts. The name of each ends its webhook address.
  connections: {
    'wechat-main': { source: 'wechat-official-account', options: { appId: 'wx0000000000000001' } },
    'tea-house': { source: 'shopify', options: { shop: 'tea-house.myshopify.com' } },
  },
  cdp: {
    // The tenant: the address of its open API, and how its key and secret are exchanged for a token.
    baseUrl: 'https://cdp.example.com',
    token: { path: '/oauth/token', tokenPath: 'data.token', expiresInPath: 'data.expiresIn' },
    // Which identities are sent, under which codes of the tenant. A kind without a code is not sent.
    identityTypes: {
      mobile: { code: 'mobile', value: 'bare' },
      email: { code: 'email', value: 'bare' },
      'wechat-unionid': { code: 'wechat-unionid', value: 'bare' },
      'wechat-openid': { code: 'wechat', value: 'scoped' },
      'shopify-customer': { code: 'shopify-customer', value: 'scoped' },
    },
  },
});

import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { ConnectionConfig } from '../../functions/shared/sources/connection-config.ts';
import { AmazonPlatform } from '../kit/amazon-platform.ts';
import { BigcommercePlatform } from '../kit/bigcommerce-platform.ts';
import { DoudianPlatform } from '../kit/doudian-platform.ts';
import { everyConnection, everySecret, everySourceConfig } from '../kit/every-source.ts';
import { type PlatformServer, servePlatform } from '../kit/platform-server.ts';
import { WechatPlatform } from '../kit/wechat-platform.ts';
import { WecomPlatform } from '../kit/wecom-platform.ts';
import { APP_SECRET, BRAND, CORP, CORP_SECRET, wechatApps } from '../kit/wechat-world.ts';

/** A brand with a connection of every source, each of which asks its platform's API where it can. */
export interface Brand {
  readonly config: GuiyiConfig;
  /** By connection. */
  readonly secrets: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

const STORE_HASH = 'demo12345';
const BIGCOMMERCE_TOKEN = 'an-access-token-of-a-test';
const doudianApp = { appKey: '7000000000000000001', appSecret: 'demo-only-doudian-app-secret', shopId: '20000001' };
const amazonApp = { clientId: 'an-application', clientSecret: 'a-secret-of-a-test', refreshToken: 'Atzr|a-refresh' };

/** The accounts whose notifications Amazon's and the partners' buses bring. */
export const senders = { account: '444455556666', service: 'events.amazonaws.com' } as const;

export async function startBrand(): Promise<Brand> {
  const wechat = new WechatPlatform(Date.now);
  for (const app of Object.values(wechatApps)) wechat.app(app, APP_SECRET);
  const wecom = new WecomPlatform(Date.now);
  wecom.corp(CORP, CORP_SECRET);
  const platforms = {
    wechat,
    wecom,
    bigcommerce: new BigcommercePlatform(STORE_HASH, BIGCOMMERCE_TOKEN),
    doudian: new DoudianPlatform(doudianApp, Date.now),
    amazon: new AmazonPlatform(amazonApp, Date.now),
  };
  const servers = new Map<string, PlatformServer>();
  for (const [name, platform] of Object.entries(platforms)) servers.set(name, await servePlatform(platform));
  const asking = (platform: keyof typeof platforms) => ({
    // What the platform does not know of the invented people of the samples, their events go on without.
    enrich: { baseUrl: servers.get(platform)?.url ?? '', waitMinutes: 0 },
  });

  const connections: Record<string, ConnectionConfig> = {
    ...everyConnection,
    'wechat-demo': {
      source: 'wechat-official-account',
      options: { appId: wechatApps['wechat-demo'], openPlatform: BRAND },
      ...asking('wechat'),
    },
    'miniprogram-demo': {
      source: 'wechat-mini-program',
      options: { appId: wechatApps['miniprogram-demo'], openPlatform: BRAND },
      ...asking('wechat'),
    },
    // It asks with the credentials of the mini program in which people have paid.
    'wechat-pay-demo': {
      source: 'wechat-pay',
      options: { appId: wechatApps['miniprogram-demo'], openPlatform: BRAND },
      ...asking('wechat'),
    },
    'wechat-store-demo': {
      source: 'wechat-store',
      options: { appId: wechatApps['wechat-store-demo'], openPlatform: BRAND },
      ...asking('wechat'),
    },
    'wecom-demo': { source: 'wecom', options: { corpId: CORP, openPlatform: BRAND }, ...asking('wecom') },
    'bigcommerce-demo': { source: 'bigcommerce', options: { storeHash: STORE_HASH }, ...asking('bigcommerce') },
    'doudian-demo': {
      source: 'doudian',
      options: { shopId: doudianApp.shopId, appKey: doudianApp.appKey },
      ...asking('doudian'),
    },
    'amazon-demo': {
      source: 'amazon',
      options: { sellerId: 'A1GUIYISAMPLE', region: 'eu', buyerAlias: true },
      trust: 'queue',
      ...asking('amazon'),
    },
    // A shop whose webhooks are verified, and whose events come over a partner's bus as well.
    'bus-demo': {
      source: 'shopify',
      options: {},
      trust: 'queue',
      inlet: { match: [{ path: 'source', equals: 'aws.partner/shopify.com/1/guiyi' }] },
    },
  };
  const withFields = (connection: string, fields: object) => ({
    [connection]: { ...(everySecret[connection] as object), ...fields },
  });
  return {
    config: { ...everySourceConfig, connections, deployment: { inletSenders: Object.values(senders) } },
    secrets: {
      ...everySecret,
      ...withFields('wechat-demo', { appSecret: APP_SECRET }),
      ...withFields('miniprogram-demo', { appSecret: APP_SECRET }),
      ...withFields('wechat-store-demo', { appSecret: APP_SECRET }),
      ...withFields('wecom-demo', { corpSecret: CORP_SECRET }),
      ...withFields('bigcommerce-demo', { accessToken: BIGCOMMERCE_TOKEN }),
      'amazon-demo': amazonApp,
      'bus-demo': { clientSecret: 'a-client-secret-of-a-test' },
    },
    async stop() {
      await Promise.all([...servers.values()].map((server) => server.close()));
    },
  };
}

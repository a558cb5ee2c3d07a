import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { EnrichConfig } from '../../functions/shared/enrichment/enrich-config.ts';
import type { ConnectionConfig } from '../../functions/shared/sources/connection-config.ts';
import { deliveryWorld } from './delivery.ts';
import { demoConfig, secrets } from './demo.ts';
import { platformTransport } from './platform-transport.ts';
import { WechatPlatform } from './wechat-platform.ts';
import { WecomPlatform } from './wecom-platform.ts';

/** The open-platform account that all apps of these tests are bound to. */
export const BRAND = 'brand';
export const APP_SECRET = 'an-app-secret-of-a-test';
/** The apps of the demo's connections. */
export const wechatApps = {
  'wechat-demo': 'wx00d3m000d3m00001',
  'miniprogram-demo': 'wx00d3m000d3m00002',
  'wechat-store-demo': 'wx00d3m000d3m00003',
} as const;

/** The corp of the demo's WeCom connection, and the Secret of its app. */
export const CORP = 'ww00d3m000d3m00001';
export const CORP_SECRET = 'a-corp-secret-of-a-test';

export interface WechatWorldOptions {
  /** Of every connection of the family; null: none asks. */
  readonly enrich?: EnrichConfig | null;
  /** Of the official account. */
  readonly plaintext?: boolean;
  /** Where WeCom's API is, if not where that of the others is. */
  readonly wecomUrl?: string;
}

/** The demo with its WeChat connections bound to one open-platform account. */
export function wechatConfig({ enrich = {}, plaintext, wecomUrl }: WechatWorldOptions = {}): GuiyiConfig {
  const asking = enrich === null ? {} : { enrich };
  const official = { appId: wechatApps['wechat-demo'], openPlatform: BRAND, ...(plaintext && { plaintext }) };
  const family: Record<string, ConnectionConfig> = {
    'wechat-demo': { source: 'wechat-official-account', options: official, ...asking },
    'miniprogram-demo': {
      source: 'wechat-mini-program',
      options: { appId: wechatApps['miniprogram-demo'], openPlatform: BRAND },
      ...asking,
    },
    'wechat-pay-demo': {
      source: 'wechat-pay',
      options: { appId: wechatApps['wechat-demo'], openPlatform: BRAND },
      ...asking,
    },
    'wechat-store-demo': {
      source: 'wechat-store',
      options: { appId: wechatApps['wechat-store-demo'], openPlatform: BRAND },
      ...asking,
    },
    'wecom-demo': {
      source: 'wecom',
      options: { corpId: CORP, openPlatform: BRAND },
      ...asking,
      ...(enrich && wecomUrl !== undefined && { enrich: { ...enrich, baseUrl: wecomUrl } }),
    },
  };
  return demoConfig({ connections: { ...demoConfig().connections, ...family } });
}

/** The demo's secrets, with an AppSecret for each app. */
export function wechatSecrets(): Readonly<Record<string, unknown>> {
  const all: Record<string, unknown> = { ...secrets };
  for (const connection of Object.keys(wechatApps)) {
    all[connection] = { ...(secrets[connection] as object), appSecret: APP_SECRET };
  }
  all['wecom-demo'] = { ...(secrets['wecom-demo'] as object), corpSecret: CORP_SECRET };
  return all;
}

/** Delivery beside a WeChat that has the three apps, and a WeCom that has the corp. */
export function wechatWorld(options: WechatWorldOptions = {}) {
  let now = () => 0;
  const wechat = new WechatPlatform(() => now());
  const official = wechat.app(wechatApps['wechat-demo'], APP_SECRET);
  const miniProgram = wechat.app(wechatApps['miniprogram-demo'], APP_SECRET);
  const store = wechat.app(wechatApps['wechat-store-demo'], APP_SECRET);
  const wecom = new WecomPlatform(() => now());
  const corp = wecom.corp(CORP, CORP_SECRET);
  const platforms = { 'https://api.weixin.qq.com': wechat, 'https://qyapi.weixin.qq.com': wecom };
  const world = deliveryWorld({ config: wechatConfig(options), api: platformTransport(platforms) });
  now = world.clock.read;
  for (const [name, secret] of Object.entries(wechatSecrets())) world.store.put(name, secret);
  return {
    ...world,
    wechat,
    official,
    miniProgram,
    wechatStore: store,
    wecom,
    corp,
    /** Delivers a sample of the official account. */
    deliverSample: async (event: string) => world.deliver(await world.sample('wechat-demo', event)),
    /** The unionids that the CDP has. */
    unionIds: () =>
      world.cdp.customers().flatMap(({ identities }) => identities.filter((id) => id.startsWith('wechat-unionid='))),
  };
}

export type WechatWorld = ReturnType<typeof wechatWorld>;

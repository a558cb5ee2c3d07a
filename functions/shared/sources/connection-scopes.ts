import type { KnownKind } from '../identity/kinds.ts';
import { appKeyShop } from '../identity/scoped.ts';

/**
 * The scopes in which a connection's own identities are unique, as far as its options say them. What the brand's own
 * systems send names its scopes itself.
 */
export function connectionScopes(
  name: string,
  { source, options, enrich }: Readonly<Record<string, unknown>>,
): Partial<Readonly<Record<KnownKind, string>>> {
  const given = (key: string): unknown =>
    typeof options === 'object' && options !== null ? Reflect.get(options, key) : undefined;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const option = (key: string): string | undefined => text(given(key));
  const unionIds = { 'wechat-unionid': option('openPlatform') ?? '' };
  switch (source) {
    // Payments name their apps themselves; the option is that of cards and coupons.
    case 'wechat-pay':
    case 'wechat-official-account':
    case 'wechat-mini-program': {
      const appId = option('appId');
      return { ...(appId !== undefined && { 'wechat-openid': appId }), ...unionIds };
    }
    // The unionids of these two stand in answers of their API, and in no push.
    case 'wechat-store': {
      const appId = option('appId');
      return { ...(appId !== undefined && { 'wechat-openid': appId }), ...(enrich !== undefined && unionIds) };
    }
    case 'wecom': {
      const corpId = option('corpId');
      return {
        ...(corpId !== undefined && { 'wecom-external-userid': corpId }),
        ...(enrich !== undefined && unionIds),
      };
    }
    case 'youzan': {
      const app = option('outerUserIdApp');
      return app === undefined ? {} : { 'wechat-openid': app };
    }
    // No message names a buyer; the answers of the API do.
    case 'doudian': {
      const appKey = option('appKey');
      const shopId = option('shopId');
      const isAsked = enrich !== undefined && appKey !== undefined && shopId !== undefined;
      return isAsked ? { 'doudian-open-id': appKeyShop(appKey, shopId) } : {};
    }
    case 'amazon': {
      const seller = option('sellerId');
      return enrich !== undefined && seller !== undefined ? { 'amazon-buyer': seller } : {};
    }
    case 'kuaishou': {
      const appKey = option('appKey');
      const sellers: unknown = given('userIds');
      // Of several sellers there is not one scope: a tenant who takes the bare id is not told it.
      const seller = Array.isArray(sellers) && sellers.length === 1 ? text(sellers[0]) : undefined;
      return appKey === undefined || seller === undefined ? {} : { 'kuaishou-open-id': appKeyShop(appKey, seller) };
    }
    case 'taobao': {
      const entity = option('merchantEntity');
      return {
        'taobao-open-uid': option('appKey') ?? '',
        'taobao-ouid': option('sellerId') ?? '',
        ...(entity !== undefined && { 'taobao-omid': entity }),
      };
    }
    case 'weimob': {
      const bosId = option('bosId');
      return bosId === undefined ? {} : { 'weimob-wid': bosId };
    }
    case 'douyin': {
      const clientKey = option('clientKey');
      return clientKey === undefined ? {} : { 'douyin-open-id': clientKey };
    }
    case 'jd': {
      const [appKey, shop] = [option('appKey'), option('venderId')];
      const scope = appKey === undefined || shop === undefined ? undefined : appKeyShop(appKey, shop);
      return scope === undefined ? {} : { 'jd-xid': scope, 'jd-open-id': scope };
    }
    case 'shopify':
      return { 'shopify-customer': option('shop') ?? name };
    case 'adobe-io-events': {
      const named = given('sites');
      const sites = typeof named === 'object' && named !== null ? Object.values(named) : [];
      const [site]: readonly unknown[] = sites;
      // Of several installations there is not one scope.
      return sites.length === 1 && typeof site === 'string' ? { 'adobe-commerce-customer': site } : {};
    }
    case 'adobe-commerce-webhooks':
      return { 'adobe-commerce-customer': option('site') ?? name };
    case 'shoplazza':
    case 'shopline':
      return { [`${source}-customer`]: option('shop') ?? name };
    case 'woocommerce':
      return { 'woocommerce-customer': option('site') ?? name };
    case 'bigcommerce':
      return { 'bigcommerce-customer': option('storeHash') ?? name };
    case 'stripe':
      return { 'stripe-customer': option('account') ?? name };
    case 'standard-webhooks':
    case 'cloudevents':
    case 'github-style':
      return configuredScopes(given('events'));
    default:
      return {};
  }
}

/** What senders that are configuration alone give; of a kind in several scopes there is not one. */
function configuredScopes(events: unknown): Partial<Readonly<Record<KnownKind, string>>> {
  const scopes = new Map<string, string | undefined>();
  for (const event of membersOf(events)) {
    for (const identity of membersOf(fieldOf(event, 'identities'))) {
      const [kind, scope] = [fieldOf(identity, 'kind'), fieldOf(identity, 'scope')];
      if (typeof kind !== 'string' || typeof scope !== 'string') continue;
      scopes.set(kind, scopes.has(kind) && scopes.get(kind) !== scope ? undefined : scope);
    }
  }
  return Object.fromEntries([...scopes].filter(([, scope]) => scope !== undefined));
}

function membersOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

import type { KnownKind } from '../identity/kinds.ts';
import { appKeyShop } from '../identity/scoped.ts';

/**
 * The scopes in which a connection's own identities are unique, as far as its options say them. What the brand's own
 * systems send names its scopes itself.
 */
export function connectionScopes(
  name: string,
  { source, options }: Readonly<Record<string, unknown>>,
): Partial<Readonly<Record<KnownKind, string>>> {
  const given = (key: string): unknown =>
    typeof options === 'object' && options !== null ? Reflect.get(options, key) : undefined;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const option = (key: string): string | undefined => text(given(key));
  switch (source) {
    // Payments name their apps themselves; the option is that of cards and coupons.
    case 'wechat-pay':
    case 'wechat-official-account':
    case 'wechat-mini-program':
    case 'wechat-store': {
      const appId = option('appId');
      return { ...(appId !== undefined && { 'wechat-openid': appId }), 'wechat-unionid': option('openPlatform') ?? '' };
    }
    case 'wecom': {
      const corpId = option('corpId');
      return corpId === undefined ? {} : { 'wecom-external-userid': corpId };
    }
    case 'youzan': {
      const app = option('outerUserIdApp');
      return app === undefined ? {} : { 'wechat-openid': app };
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
    case 'shopify':
      return { 'shopify-customer': option('shop') ?? name };
    default:
      return {};
  }
}

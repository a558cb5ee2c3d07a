import type { KnownKind } from '../identity/kinds.ts';

/**
 * The scopes in which a connection's own identities are unique, as far as its options say them. What the brand's own
 * systems send names its scopes itself.
 */
export function connectionScopes(
  name: string,
  { source, options }: Readonly<Record<string, unknown>>,
): Partial<Readonly<Record<KnownKind, string>>> {
  const option = (key: string): string | undefined => {
    const value: unknown = typeof options === 'object' && options !== null ? Reflect.get(options, key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
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
    case 'shopify':
      return { 'shopify-customer': option('shop') ?? name };
    default:
      return {};
  }
}

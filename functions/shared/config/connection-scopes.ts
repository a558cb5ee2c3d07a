import type { KnownKind } from '../identity/kinds.ts';

/**
 * The scopes in which a connection's own identities are unique, as far as its options say them. What the brand's own
 * systems send names its scopes itself.
 */
export function connectionScopes(
  name: string,
  { source, options, enrich }: Readonly<Record<string, unknown>>,
): Partial<Readonly<Record<KnownKind, string>>> {
  const option = (key: string): string | undefined => {
    const value: unknown = typeof options === 'object' && options !== null ? Reflect.get(options, key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
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
    case 'shopify':
      return { 'shopify-customer': option('shop') ?? name };
    case 'adobe-io-events': {
      const named: unknown =
        typeof options === 'object' && options !== null ? Reflect.get(options, 'sites') : undefined;
      const sites = typeof named === 'object' && named !== null ? Object.values(named) : [];
      const [site]: readonly unknown[] = sites;
      // Of several installations there is not one scope.
      return sites.length === 1 && typeof site === 'string' ? { 'adobe-commerce-customer': site } : {};
    }
    case 'adobe-commerce-webhooks':
      return { 'adobe-commerce-customer': option('site') ?? name };
    default:
      return {};
  }
}

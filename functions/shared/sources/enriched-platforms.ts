/** The platforms whose own API delivery can ask; `enrichers` has one for each. Names alone: the front door reads them too. */
export const enrichedPlatforms = [
  'wechat-official-account',
  'wechat-mini-program',
  'wechat-pay',
  'wechat-store',
  'wecom',
  'bigcommerce',
  'doudian',
  'amazon',
] as const;

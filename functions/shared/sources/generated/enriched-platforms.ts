// Made by `npm run generate` from functions/shared/sources/platforms. Do not edit.

/** The platforms whose own API delivery can ask. Names alone: the front door reads them too. */
export const enrichedPlatforms = [
  'amazon',
  'bigcommerce',
  'doudian',
  'wechat-mini-program',
  'wechat-official-account',
  'wechat-pay',
  'wechat-store',
  'wecom',
] as const;

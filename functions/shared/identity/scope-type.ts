/** In what an id is unique. The ids of two scopes are never compared. */
export const scopeTypes = [
  'none', // unique by itself: a phone number, a mail address
  'wechat-app', // an official account or mini program, by its app id
  'open-platform', // the WeChat open-platform account that the app is bound to
  'corp', // a WeCom corp
  'shop', // one shop
  'brand', // the brand and all of its shops
  'app-key', // the application that asks the platform
  'app-key-shop', // that application, in one shop
  'connection', // one connection of this configuration
] as const;
export type ScopeType = (typeof scopeTypes)[number];

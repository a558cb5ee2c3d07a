import type { Account } from '../../../enrichment/platform-api.ts';
import { wechatApi } from './wechat-api.ts';

/** An app of the WeChat family, whose unionids are those of the open-platform account that it is bound to. */
export function wechatAccount({
  appId,
  openPlatform = '',
}: {
  readonly appId: string;
  readonly openPlatform?: string | undefined;
}): Account {
  return { api: wechatApi, id: appId, idScope: openPlatform };
}

import { defineCheckUp } from '../../check-up.ts';
import { pushSecretFindings, pushUrlCheck } from '../../protocols/wechat-push/check-up.ts';
import { askOrder } from './enrich.ts';
import { options, secret } from './settings.ts';

export const wechatStoreCheckUp = defineCheckUp({
  platform: 'wechat-store',
  options,
  secret: pushSecretFindings,
  urlCheck: (live, _options, now) => pushUrlCheck(secret.parse(live).token, now),
  probe: ({ appId }) => askOrder(appId, '1'),
});

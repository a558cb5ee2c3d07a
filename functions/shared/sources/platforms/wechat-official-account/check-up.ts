import { defineCheckUp } from '../../check-up.ts';
import { askUserInfo } from '../../protocols/wechat-api/user-info.ts';
import { plaintextFindings, pushSecretFindings, pushUrlCheck } from '../../protocols/wechat-push/check-up.ts';
import { options, secret } from '../../protocols/wechat-push/settings.ts';

export const wechatOfficialAccountCheckUp = defineCheckUp({
  platform: 'wechat-official-account',
  options,
  settings: plaintextFindings,
  secret: pushSecretFindings,
  urlCheck: (live, _options, now) => pushUrlCheck(secret.parse(live).token, now),
  probe: ({ appId }) => askUserInfo(appId, 'oGuiyiDoctorAsksAboutNobody0'),
});

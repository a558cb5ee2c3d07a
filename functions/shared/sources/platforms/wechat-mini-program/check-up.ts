import { defineCheckUp } from '../../check-up.ts';
import { askPaidUnionId } from '../../protocols/wechat-api/paid-union-id.ts';
import { plaintextFindings, pushSecretFindings, pushUrlCheck } from '../../protocols/wechat-push/check-up.ts';
import { options, secret } from '../../protocols/wechat-push/settings.ts';

export const wechatMiniProgramCheckUp = defineCheckUp({
  platform: 'wechat-mini-program',
  options,
  settings: plaintextFindings,
  secret: pushSecretFindings,
  urlCheck: (live, _options, now) => pushUrlCheck(secret.parse(live).token, now),
  probe: ({ appId }) => askPaidUnionId({ appId, openId: 'oGuiyiDoctorAsksAboutNobody0', transactionId: '1', paid: 0 }),
});

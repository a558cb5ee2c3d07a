import { pushReceiver } from '../../protocols/wechat-push/push-receiver.ts';
import { plaintextFindings, pushSecretFindings, senderFindings } from '../../protocols/wechat-push/findings.ts';
import type { PushOptions } from '../../protocols/wechat-push/settings.ts';
import type { About } from '../../about.ts';
import { officialAccountKindsOf, officialAccountPushKinds } from './events.ts';

export const aboutWechatOfficialAccount: About<PushOptions> = {
  name: 'WeChat official account',
  authentication: 'SHA-1 signature with the token over the AES-256-CBC ciphertext, and the app id inside it',
  confidence: 'confirmed',
  warnings: (settings) => [...plaintextFindings(settings), ...senderFindings(settings, officialAccountPushKinds)],
  checkSecret: pushSecretFindings,
};

/** WeChat official accounts: subscription and service accounts. */
export const wechatOfficialAccount = pushReceiver({
  platform: 'wechat-official-account',
  kindsOf: officialAccountKindsOf,
});

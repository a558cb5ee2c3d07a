import { pushReceiver } from '../../protocols/wechat-push/push-receiver.ts';
import { plaintextFindings, pushSecretFindings, senderFindings } from '../../protocols/wechat-push/findings.ts';
import type { PushOptions } from '../../protocols/wechat-push/settings.ts';
import type { About } from '../../about.ts';
import { acknowledge } from './acknowledge.ts';
import { miniProgramKindsOf, miniProgramPushKinds } from './events.ts';

export const aboutWechatMiniProgram: About<PushOptions> = {
  name: 'WeChat mini program',
  authentication: 'SHA-1 signature with the token over the AES-256-CBC ciphertext, and the app id inside it',
  confidence: 'partly',
  doubt:
    'the answers to virtual payment pushes come from public code; senders that nothing confirms are off: `senderIsCustomer`',
  warnings: (settings) => [...plaintextFindings(settings), ...senderFindings(settings, miniProgramPushKinds)],
  checkSecret: pushSecretFindings,
};

/** WeChat mini programs. */
export const wechatMiniProgram = pushReceiver({
  platform: 'wechat-mini-program',
  kindsOf: miniProgramKindsOf,
  acknowledge,
});

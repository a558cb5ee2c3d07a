import { pushReceiver } from '../../protocols/wechat-push/push-receiver.ts';
import { kindOf } from './events.ts';

/** WeChat official accounts: subscription and service accounts. */
export const wechatOfficialAccount = pushReceiver({ platform: 'wechat-official-account', kindOf });

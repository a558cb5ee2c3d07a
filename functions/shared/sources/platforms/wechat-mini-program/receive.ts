import { pushReceiver } from '../../protocols/wechat-push/push-receiver.ts';
import { acknowledge } from './acknowledge.ts';
import { kindOf } from './events.ts';

/** WeChat mini programs. */
export const wechatMiniProgram = pushReceiver({ platform: 'wechat-mini-program', kindOf, acknowledge });

import { pushIdentifier } from '../../protocols/wechat-push/push-identifier.ts';
import { kindOf } from './events.ts';

/** What a push of a mini program says about a customer. */
export const wechatMiniProgramIdentity = pushIdentifier('wechat-mini-program', kindOf);

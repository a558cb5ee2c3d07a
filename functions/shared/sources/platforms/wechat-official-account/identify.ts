import { pushIdentifier } from '../../protocols/wechat-push/push-identifier.ts';
import { kindOf } from './events.ts';

/** What a push of an official account says about a customer. */
export const wechatOfficialAccountIdentity = pushIdentifier('wechat-official-account', kindOf);

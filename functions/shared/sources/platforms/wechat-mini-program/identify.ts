import { pushIdentifier } from '../../protocols/wechat-push/push-identifier.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { pushEvidence } from '../../protocols/wechat-push/evidence.ts';
import { miniProgramKindsOf, miniProgramPushKinds } from './events.ts';
import { miniProgramSilentEvents } from './silent-events.ts';

const TYPED = 'typed by whoever complains; nobody has confirmed it';

const evidence: readonly EvidenceRule[] = [
  ...pushEvidence([
    { kind: 'wechat-openid', field: 'FromUserName' },
    { kind: 'wechat-openid', field: 'OpenID' },
    { kind: 'wechat-openid', field: 'open_id' },
    { kind: 'wechat-openid', field: 'BussiCallBackInfo.open_id' },
    { kind: 'wechat-openid', field: 'order_info.openid' },
    { kind: 'wechat-openid', field: 'MiniGame.Payload.OpenId' },
    { kind: 'wechat-openid', field: 'MiniGame.ToUserOpenid' },
    { kind: 'wechat-openid', field: 'FollowNotify.user_openid' },
    { kind: 'wechat-openid', field: 'user_openid' },
    { kind: 'wechat-unionid', field: 'UnionID' },
  ]),
  { kind: 'mobile', field: 'phone_number', grade: 'claimed', why: TYPED },
  { kind: 'mobile', field: 'BussiCallBackInfo.phone_number', grade: 'claimed', why: TYPED },
];

/** What a push of a mini program says about a customer. */
export const wechatMiniProgramIdentity = pushIdentifier(
  'wechat-mini-program',
  { kinds: miniProgramPushKinds, kindsOf: miniProgramKindsOf, silent: miniProgramSilentEvents },
  evidence,
);

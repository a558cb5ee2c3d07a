import { pushIdentifier } from '../../protocols/wechat-push/push-identifier.ts';
import { pushEvidence } from '../../protocols/wechat-push/evidence.ts';
import { officialAccountKindsOf, officialAccountPushKinds } from './events.ts';
import { officialAccountSilentEvents } from './silent-events.ts';

const evidence = pushEvidence([
  { kind: 'wechat-openid', field: 'FromUserName' },
  { kind: 'wechat-openid', field: 'OpenID' },
  { kind: 'wechat-openid', field: 'GuideScanEvent.openid' },
  { kind: 'wechat-unionid', field: 'UnionId' },
]);

/** What a push of an official account says about a customer. */
export const wechatOfficialAccountIdentity = pushIdentifier(
  'wechat-official-account',
  { kinds: officialAccountPushKinds, kindsOf: officialAccountKindsOf, silent: officialAccountSilentEvents },
  evidence,
);

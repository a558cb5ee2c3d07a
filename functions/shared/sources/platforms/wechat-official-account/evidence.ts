import { pushEvidence } from '../../protocols/wechat-push/evidence.ts';

export const wechatOfficialAccountEvidence = pushEvidence([
  { kind: 'wechat-openid', field: 'FromUserName' },
  { kind: 'wechat-openid', field: 'OpenID' },
  { kind: 'wechat-openid', field: 'GuideScanEvent.openid' },
  { kind: 'wechat-unionid', field: 'UnionId' },
]);

import type { EvidenceRule } from '../evidence-rule.ts';

const OWN_ID = 'WeChat gives the id, inside the encrypted and signed push';
const PLAINTEXT = '`plaintext: true`: the signature does not cover what the push says';

const ids: readonly Pick<EvidenceRule, 'kind' | 'field'>[] = [
  { kind: 'wechat-openid', field: 'FromUserName' },
  { kind: 'wechat-openid', field: 'OpenID' },
  { kind: 'wechat-openid', field: 'GuideScanEvent.openid' },
  { kind: 'wechat-unionid', field: 'UnionId' },
];

export const wechatOfficialAccountEvidence: readonly EvidenceRule[] = [
  ...ids.map((id): EvidenceRule => ({ ...id, grade: 'verified', why: OWN_ID })),
  ...ids.map((id): EvidenceRule => ({ ...id, grade: 'claimed', why: PLAINTEXT })),
];

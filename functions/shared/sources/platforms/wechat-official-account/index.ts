import { defineSource } from '../../define-source.ts';
import { wechatOfficialAccountEnrichment } from './enrich.ts';
import { wechatOfficialAccountIdentity } from './identify.ts';
import { aboutWechatOfficialAccount, wechatOfficialAccount } from './receive.ts';
import { wechatOfficialAccountSample } from './sample.ts';

export const wechatOfficialAccountSource = defineSource(
  aboutWechatOfficialAccount,
  wechatOfficialAccount,
  wechatOfficialAccountIdentity,
  wechatOfficialAccountSample,
  wechatOfficialAccountEnrichment,
);

import { taobaoIdentity } from '../../../../../../functions/shared/sources/platforms/taobao/identify.ts';
import { testContents } from '../../../../../kit/contents.ts';
import { omid, openUid, options, ouid } from './messages.ts';

testContents({
  platform: 'taobao',
  options,
  evidence: taobaoIdentity.evidence,
  fields: {
    topic: [
      'taobao_trade_TradeBuyerPay',
      'taobao_opencrm_MemberJoinPrivate',
      'tmall_mei_PointChange',
      'tmall_mei_CrmBind',
    ],
    userid: ['100000001'],
    time: ['2026-03-01 12:00:00', 1_772_337_600_000],
    buyer_open_uid: [openUid],
    ouid: [ouid],
    omid: [omid],
    user: [ouid],
    mobile: ['15931000001'],
    nick: ['林**'],
    oaid: ['AbCdEf'],
  },
  message: ({ topic, userid, time, ...content }) => ({
    topic,
    userid,
    time,
    id: '1',
    content: JSON.stringify(content),
  }),
  strangers: ['林**', '茶友小林', '15931000008', '159****0001', '18877771111-123', '$159$AbCd$1$$', 'null'],
});

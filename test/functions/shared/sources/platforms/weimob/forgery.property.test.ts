import { parseQuery, single } from '../../../../../../functions/shared/http/webhook-request.ts';
import { samplerOf } from '../../../../../../functions/shared/sources/sampler-of.ts';
import { weimobIdentity } from '../../../../../../functions/shared/sources/platforms/weimob/identify.ts';
import { testContents } from '../../../../../kit/contents.ts';
import { testForgeries } from '../../../../../kit/forgery.ts';
import { bosId, options, phone, secret, source, wid } from './messages.ts';

const keyIn = (rawQuery: string) => single(parseQuery(rawQuery) ?? new Map(), 'key');

testForgeries({
  connection: { source: 'weimob', options },
  secret,
  genuine: (samplerOf('weimob')?.events ?? []).map((event, sequence) => source().sample(event, sequence)),
  proof: [],
  isSameQuery: (one, other) => keyIn(one) !== undefined && keyIn(one) === keyIn(other),
  unsignedBody: true,
  statuses: [403, 405],
});

testContents({
  platform: 'weimob',
  options: { bosId, onMerge: 'connect' },
  evidence: weimobIdentity.evidence,
  fields: {
    type: [
      'weimob_shop.order/create',
      'weimob_crm.customer/create',
      'bos.user/phoneRebindEvent',
      'bos.user/beginMerge',
      'bos.user/accountCancellationEvent',
    ],
    wid: [wid],
    widList: [[1, 2], [wid], ['x', 0, 3]],
    phone: [phone],
    oldPhone: ['15931000009'],
    guideWid: ['10000000000000999'],
    bosId: [Number(bosId)],
  },
  message: ({ type, ...msgBody }) => {
    const [topic = '', event = ''] = typeof type === 'string' ? type.split('/') : [];
    return { topic, event, bosId, msgBody: JSON.stringify(msgBody) };
  },
  strangers: ['159****0001', '15931000001-1234', '$159$AbCdEfGh$1$$', 'null', '0'],
});

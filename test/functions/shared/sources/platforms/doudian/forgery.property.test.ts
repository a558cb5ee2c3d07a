import { doudianIdentity } from '../../../../../../functions/shared/sources/platforms/doudian/identify.ts';
import { readBatch } from '../../../../../../functions/shared/sources/platforms/doudian/receive.ts';
import { samplerOf } from '../../../../../../functions/shared/sources/sampler-of.ts';
import { testContents } from '../../../../../kit/contents.ts';
import { testForgeries } from '../../../../../kit/forgery.ts';
import { hmac, options, secret, source } from './messages.ts';

for (const settings of [options, hmac]) {
  testForgeries({
    connection: { source: 'doudian', options: settings },
    secret,
    genuine: (samplerOf('doudian')?.events ?? []).map((event, sequence) => source(settings).sample(event, sequence)),
    proof: ['event-sign'],
    statuses: [401, 405],
    // A list of nothing but the probe is answered, signed or not.
    harmless: ({ body }) => readBatch(body)?.every((message) => message?.tag === '0') === true,
    isSameProof: (one, other) => one.toLowerCase() === other.toLowerCase(),
  });
}

testContents({
  platform: 'doudian',
  options: {},
  evidence: doudianIdentity.evidence,
  fields: {
    tag: ['100', '101', '102', '206', '0', 101],
    p_id: ['6900000000000000001'],
    open_id: ['1@#xInvented=='],
    doudian_open_id: ['c2FtcGxl'],
    pay_time: [1_772_337_600],
    receiver_msg: [{ tel: '15931000008' }],
    post_tel: ['15931000008'],
  },
  message: ({ tag, ...data }) => [{ tag, msg_id: '1', data: JSON.stringify(data) }],
  strangers: ['159****0001', '18400913965-7576', '$159$AbCd$1$$'],
});

import { expect, test } from 'vitest';
import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { AnsweredLookUp } from '../../../../../../functions/shared/enrichment/enricher.ts';
import { enrichers } from '../../../../../../functions/shared/sources/generated/enrichers.ts';
import { openIdentifiers } from '../../../../../../functions/shared/sources/open-identifiers.ts';
import { identifiers } from '../../../../../../functions/shared/sources/generated/identifiers.ts';
import { wechatConfig } from '../../../../../kit/wechat-world.ts';

const OPENID = 'oTestFollower000000000000001';
const identify = openIdentifiers(wechatConfig(), identifiers);
const configured = enrichers['wechat-official-account'].configure({
  appId: 'wx00d3m000d3m00001',
  openPlatform: 'brand',
});
if (!configured.ok) throw new Error('not configured');
const enricher = configured.value;

const push = (type: string, more: object = {}): Envelope => ({
  specversion: '1.0',
  id: 'e1',
  source: '/wechat-official-account/wechat-demo',
  type,
  subject: OPENID,
  time: '2026-03-01T04:00:00Z',
  datacontenttype: 'application/json',
  data: { FromUserName: OPENID, ...more },
  connection: 'wechat-demo',
  receivedtime: '2026-03-01T04:00:01Z',
});

function identified(event: Envelope) {
  const found = identify(event);
  if (!found) throw new Error('no connection');
  return found;
}

const lookUps = (event: Envelope) => enricher.lookUps(event, identified(event), { platformOf: () => undefined });

test('a message asks who follows by this openid', () => {
  expect(lookUps(push('message.text'))).toEqual([
    {
      api: 'cgi-bin/user/info',
      account: 'https://api.weixin.qq.com wx00d3m000d3m00001',
      request: { method: 'GET', path: '/cgi-bin/user/info', query: { openid: OPENID, lang: 'zh_CN' } },
      gives: ['wechat-unionid'],
    },
  ]);
});

test('a follow takes no older answer', () => {
  expect(lookUps(push('subscribe'))).toMatchObject([{ newerThan: Date.parse('2026-03-01T04:00:00Z') }]);
});

test.each([
  ['an unfollow', push('unsubscribe')],
  ['an event with a unionid', push('user_get_card', { UnionId: 'oTestUnion000000000000000001' })],
  ['an erase', push('user_authorization_cancellation', { OpenID: OPENID, AppID: 'wx00d3m000d3m00001' })],
  ['an event of nobody', push('MASSSENDJOBFINISH')],
  ['an event without an openid', push('message.text', { FromUserName: 'gh_0123456789ab' })],
])('%s asks nothing', (_name, event) => expect(lookUps(event)).toEqual([]));

const answered = (answer: AnsweredLookUp['answer']): AnsweredLookUp => {
  const [lookUp] = lookUps(push('message.text'));
  if (!lookUp) throw new Error('nothing to ask');
  return { event: push('message.text'), lookUp, answer, idScope: 'brand' };
};

const read = (answer: AnsweredLookUp['answer'], event = push('message.text')) => {
  const after = enricher.read(identified(event), answered(answer));
  const [change] = after.outcome === 'changes' ? after.changes : [];
  if (change?.kind !== 'upsert') throw new Error('no upsert');
  return change;
};

const FOLLOWER = { subscribe: 1, openid: OPENID, unionid: ' oTestUnion000000000000000001', qr_scene_str: 'store_7' };

test('a unionid in the open-platform account, without the blank before it', () => {
  const { identities, profile } = read(FOLLOWER);
  expect(identities.at(-1)).toEqual({
    kind: 'wechat-unionid',
    scope: 'brand',
    value: 'oTestUnion000000000000000001',
    evidence: { grade: 'verified', field: 'cgi-bin/user/info#unionid' },
  });
  expect(profile).toMatchObject({ unionId: 'oTestUnion000000000000000001', subscribeSource: 'store_7' });
});

test('what the event says itself stays', () => {
  expect(read(FOLLOWER, push('subscribe', { EventKey: 'qrscene_door' })).profile.subscribeSource).toBe('door');
});

test.each([
  ['who does not follow', { subscribe: 0, openid: OPENID, unionid: 'oTestUnion000000000000000001' }],
  ['somebody else', { ...FOLLOWER, openid: 'oTestSomebodyElse00000000001' }],
  ['an answer without an openid', { subscribe: 1, unionid: 'oTestUnion000000000000000001' }],
])('%s adds nothing', (_name, answer) => {
  expect(read(answer)).toEqual(read({ subscribe: 0, openid: OPENID }));
});

test.each([
  ['an account without an open platform', undefined, []],
  ['nothing', '', []],
  ['a number', 12_345, [{ kind: 'wechat-unionid', field: 'cgi-bin/user/info#unionid', reason: 'wrong-type' }]],
  ['a masked one', 'oTest****', [{ kind: 'wechat-unionid', field: 'cgi-bin/user/info#unionid', reason: 'masked' }]],
])('no unionid: %s', (_name, unionid, discarded) => {
  const { identities, discarded: told = [] } = read({
    ...FOLLOWER,
    ...(unionid === undefined ? { unionid: null } : { unionid }),
  });
  expect(identities.map(({ kind }) => kind)).toEqual(['wechat-openid']);
  expect(told).toMatchObject(discarded);
});

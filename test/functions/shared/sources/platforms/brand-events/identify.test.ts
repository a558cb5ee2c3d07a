import { describe, expect, test } from 'vitest';
import { brandEventsIdentity } from '../../../../../../functions/shared/sources/platforms/brand-events/identify.ts';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { memberBound } from '../../../../../kit/delivery.ts';
import { openId } from '../../../../../kit/wechat-ids.ts';

function identify(data: Json, type = 'member.bound') {
  const opened = brandEventsIdentity.configure({});
  if (!opened.ok) throw new Error('options');
  return opened.value({ ...memberBound([]), type, data });
}

const verified = (kind: string, scope: string, value: string, index = 0) => ({
  kind,
  scope,
  value,
  evidence: { grade: 'verified', field: `identities[${index}].value` },
});

describe('member.bound', () => {
  test('proves every identity in its list to be one person’s', () => {
    const identities = [
      { kind: 'wechat-openid', scope: 'wx1', value: openId('oLin') },
      { kind: 'mobile', value: '+86 138 0013 8124' },
      { kind: 'email', value: ' Lin@Mail.Example ' },
      { kind: 'member-no', value: 'M-1' },
    ];
    expect(identify({ identities, name: ' 林晓岚 ' })).toEqual({
      outcome: 'changes',
      changes: [
        {
          kind: 'upsert',
          identities: [
            verified('wechat-openid', 'wx1', openId('oLin'), 0),
            verified('mobile', '', '13800138124', 1),
            verified('email', '', 'lin@mail.example', 2),
            verified('member-no', '', 'M-1', 3),
          ],
          profile: { name: '林晓岚' },
          triggers: ['member-bound'],
          nameFrom: 'account',
        },
      ],
    });
  });

  test.each([
    ['masked', { kind: 'mobile', value: '138****8124' }],
    ['no mobile', { kind: 'mobile', value: '12345' }],
    ['no address', { kind: 'email', value: 'nobody' }],
    ['empty', { kind: 'member-no', value: '' }],
    ['blank', { kind: 'member-no', value: '  ' }],
  ])('an identity that is %s is left out', (_name, identity) => {
    const good = { kind: 'member-no', value: 'M-1' };
    expect(identify({ identities: [identity, good] })).toMatchObject({
      changes: [{ identities: [{ kind: 'member-no', value: 'M-1' }] }],
    });
    expect(identify({ identities: [identity] })).toMatchObject({ outcome: 'ignored', reason: 'identity-unusable' });
  });

  test('ids that lack the app they are valid in wait where the sender sees them; beside a good id they are left out', () => {
    const bare = { kind: 'wechat-openid', value: openId('oLin') };
    expect(identify({ identities: [bare] })).toMatchObject({ outcome: 'ignored', reason: 'identity-without-scope' });
    expect(identify({ identities: [{ kind: 'mobile', value: '0' }] })).toMatchObject({
      reason: 'identity-unusable',
    });
    expect(identify({ identities: [bare, { kind: 'member-no', value: 'M-1' }] })).toMatchObject({ outcome: 'changes' });
  });

  test.each([
    ['countrycode', 'did you mean "countryCode"?'],
    ['Grade', 'did you mean "grade"?'],
    ['phoneNumber', 'known are kind, scope, value, grade, basis, countryCode'],
  ])('a member that nobody reads is named, with what it may mean: %s', (name, hint) => {
    const entry = { kind: 'mobile', value: '15235557109', [name]: '49' };
    const field = `identities[0].${name}`;
    expect(identify({ identities: [entry] })).toEqual({
      outcome: 'ignored',
      reason: 'identity-unusable',
      detail: `no usable identity in data.identities: ${field}: unknown-member, ${hint}`,
      discarded: [{ kind: 'mobile', field, reason: 'unknown-member', masked: '152****7109', hint }],
    });
  });

  const phoneInfo = { phoneNumber: '+4915235557109', purePhoneNumber: '15235557109', countryCode: '49' };
  test.each<[string, Json, string]>([
    ['of another country', phoneInfo, '+4915235557109'],
    ['with a code that is a number', { ...phoneInfo, countryCode: 49 }, '+4915235557109'],
    [
      'of the mainland',
      {
        phoneNumber: '15931000001',
        purePhoneNumber: '15931000001',
        countryCode: '86',
        watermark: { timestamp: 1_770_000_000, appid: 'wx0000000000000001' },
      },
      '15931000001',
    ],
  ])('WeChat’s phone object is taken as WeChat answers it: %s', (_name, value, expected) => {
    expect(identify({ identities: [{ kind: 'mobile', value }] })).toMatchObject({
      changes: [{ identities: [{ kind: 'mobile', value: expected, evidence: { grade: 'verified' } }] }],
    });
  });

  test.each<[string, Json, Json?]>([
    ['without its code', { phoneNumber: '15235557109', purePhoneNumber: '15235557109' }],
    ['with an empty code', { ...phoneInfo, countryCode: '' }],
    ['with two numbers', { ...phoneInfo, purePhoneNumber: '15931000001' }],
    ['with a number as a number', { ...phoneInfo, purePhoneNumber: 15_235_557_109 }],
    ['with more than WeChat says', { ...phoneInfo, name: 'x' }],
    ['with another code beside it', phoneInfo, '86'],
  ])('a phone object %s is nobody’s', (_name, value, countryCode = null) => {
    expect(identify({ identities: [{ kind: 'mobile', value, countryCode }] })).toMatchObject({
      reason: 'identity-unusable',
      discarded: [{ field: 'identities[0].value', reason: 'wrong-type' }],
    });
  });

  test('the kind constructor is a kind like any other', () => {
    expect(identify({ identities: [{ kind: 'constructor', value: 'v' }] })).toMatchObject({
      changes: [{ identities: [{ kind: 'constructor', value: 'v' }] }],
    });
  });

  test('a kind of the brand’s own may have digits in its name, as the configuration takes it', () => {
    expect(identify({ identities: [{ kind: 'pos2-card', value: 'v' }] })).toMatchObject({
      changes: [{ identities: [{ kind: 'pos2-card', value: 'v' }] }],
    });
  });

  test.each(['__proto__', 'toString', 'lan@mail.example', '15931000001', ''])(
    'what is no word of a configuration is no kind, and is not repeated: %j',
    (kind) => {
      const outcome = identify({ identities: [{ kind, value: 'v' }] });
      expect(outcome).toMatchObject({ outcome: 'ignored', reason: 'identity-unusable' });
      if (kind !== '') expect(JSON.stringify(outcome)).not.toContain(kind);
    },
  );

  test.each([
    ['no list', {}],
    ['a list of texts', { identities: ['13800138124'] }],
    ['a value that is a list', { identities: [{ kind: 'mobile', value: ['13800138124'] }] }],
    ['nothing', null],
  ])('%s is kept for whoever wrote it', (_name, data) => {
    expect(identify(data)).toMatchObject({ outcome: 'ignored', reason: 'identity-unusable' });
  });

  test('an empty list is kept for whoever wrote it', () => {
    expect(identify({ identities: [] })).toMatchObject({ outcome: 'ignored', reason: 'identity-unusable' });
  });

  test.each([
    ['mobile', 15_235_557_109],
    ['mobile', 15_931_000_001],
    ['email', 15_931_000_001],
  ])('a %s that is a JSON number is refused: its leading 0 would be lost', (kind, value) => {
    const good = { kind: 'member-no', value: 'M-1' };
    const discarded = [{ reason: 'wrong-type', hint: 'send it as text: a number has no leading 0' }];
    expect(identify({ identities: [{ kind, value }] })).toMatchObject({ reason: 'identity-unusable', discarded });
    expect(
      identify({ identities: [{ kind, value, countryCode: kind === 'mobile' ? '49' : null }, good] }),
    ).toMatchObject({
      changes: [{ identities: [{ kind: 'member-no' }], discarded }],
    });
    expect(identify({ identities: [good], released: [{ kind, value }] }, 'contact.released')).toMatchObject({
      reason: 'needs-an-operator',
      discarded,
    });
  });

  test('an id that is a JSON number is the text of its digits', () => {
    expect(identify({ identities: [{ kind: 'member-no', value: 12345 }] })).toMatchObject({
      changes: [{ identities: [{ kind: 'member-no', value: '12345' }] }],
    });
  });

  test.each([1.5, -7, 2 ** 53, 1e21])('%d holds no safe digits, and is kept for whoever wrote it', (value) => {
    expect(identify({ identities: [{ kind: 'member-no', value }] })).toMatchObject({ reason: 'identity-unusable' });
  });
});

describe('on what a proof rests, and who acted', () => {
  const number = { kind: 'member-no', value: 'M-1' };
  const mobile = { kind: 'mobile', value: '15924681357' };
  const told = (type: string, ...identities: readonly Json[]) => {
    const outcome = identify({ identities, released: [{ kind: 'mobile', value: '15924687531' }] }, type);
    const [change] = outcome.outcome === 'changes' ? outcome.changes : [];
    if (change?.kind !== 'upsert') throw new Error('an upsert');
    return [change.identities.map(({ evidence }) => evidence.basis ?? 'act'), change.act?.kind ?? 'act'];
  };

  test.each<[string, string, readonly Json[], readonly string[], string]>([
    ['a log-in proves', 'member.bound', [number, mobile], ['act', 'act'], 'act'],
    ['or repeats', 'member.bound', [number, { ...mobile, basis: 'record' }], ['act', 'record'], 'act'],
    ['an update repeats', 'member.updated', [number, mobile], ['act', 'record'], 'record'],
    ['of nothing but an id', 'member.updated', [number], ['act'], 'record'],
    ['or proves', 'member.updated', [number, { ...mobile, basis: 'act' }], ['act', 'act'], 'act'],
    ['an id alone is no act', 'member.updated', [{ ...number, basis: 'act' }], ['act'], 'record'],
    ['null says nothing', 'member.updated', [number, { ...mobile, basis: null }], ['act', 'record'], 'record'],
    ['a new binding proves', 'contact.rebound', [number, mobile], ['act', 'act'], 'act'],
    ['a release is nobody’s act', 'contact.released', [number], ['act'], 'record'],
  ])('%s: %s', (_name, type, identities, bases, act) => {
    expect(told(type, ...identities)).toEqual([bases, act]);
  });

  test.each(['sms', '', 1, true, {}])('a basis %j that nobody knows is no proof', (basis) => {
    expect(identify({ identities: [number, { ...mobile, basis }] })).toMatchObject({
      changes: [
        { identities: [{ kind: 'member-no' }], discarded: [{ field: 'identities[1].value', reason: 'wrong-type' }] },
      ],
    });
  });
});

test.each([
  ['member.boud', 'did you mean "member.bound"?'],
  ['Member.Updated', 'did you mean "member.updated"?'],
  ['member_erase', 'did you mean "member.erase"?'],
  ['order.paid', expect.stringContaining('known are member.bound, ')],
])('the type %s, which nobody knows, is kept for whoever wrote it', (type, hint) => {
  const outcome = identify({ identities: [{ kind: 'member-no', value: 'M-1' }] }, type);
  if (outcome.outcome !== 'ignored') throw new Error('nothing of it');
  expect(outcome.reason).toBe('event-type-unknown');
  expect(outcome.detail.replace(`${type} is no type of brand-events; `, '')).toEqual(hint);
});

describe('a member of the data that is misspelled changes what the event says, so that the event waits for whoever wrote it', () => {
  const identities = [{ kind: 'member-no', value: 'M-1' }];
  const released = [{ kind: 'mobile', value: '15931000001' }];

  test.each([
    ['contact.rebound', { identities, relased: released }, 'data has "relased": did you mean "released"?'],
    ['contact.released', { identities, Released: released }, 'data has "Released": did you mean "released"?'],
    ['member.erase', { identities, everyWhere: true }, 'data has "everyWhere": did you mean "everywhere"?'],
  ])('%s: %j', (type, data, detail) => {
    expect(identify(data, type)).toEqual({ outcome: 'ignored', reason: 'needs-an-operator', detail });
  });

  test('the identities themselves: the reason says what was meant', () => {
    expect(identify({ Identities: identities }, 'member.bound')).toMatchObject({
      reason: 'identity-unusable',
      detail: 'data.identities is not a list of kind, scope, value; data has "Identities": did you mean "identities"?',
    });
  });

  test('members of the brand’s own are not looked at, nor such as stand beside the right one', () => {
    expect(identify({ identities, channel: 'app', everywhere: true, everyWhere: false }, 'member.erase')).toMatchObject(
      {
        changes: [{ kind: 'erase', everywhere: true }],
      },
    );
    expect(identify({ identities, relased: [] }, 'member.bound')).toMatchObject({ outcome: 'changes' });
  });
});

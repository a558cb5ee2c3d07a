import { describe, expect, test } from 'vitest';
import {
  claimKey,
  formerContactKey,
  formerIdentity,
  formerKeyOf,
  formerSubject,
  typedKey,
  withFormerContact,
} from '../../../functions/deliver/former-state.ts';
import { emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { emptySubjectItem } from '../../../functions/shared/change/subject-item.ts';
import { emptyIdentityItem } from '../../../functions/shared/identity/identity-item.ts';
import { candidate, HASH_KEY } from '../../kit/candidates.ts';
import { demoConfig } from '../../kit/demo.ts';
import { claim, identityItem } from '../../kit/facts.ts';

// The records of a version before 0.2, one by one.

const PHONE = candidate('verified mobile 15931000601');
const OTHER_PHONE = candidate('verified mobile 15931000602');
const MAIL = candidate('verified email ann@post.example');

describe('what a former version knew of a subject', () => {
  const OF_DAY = Date.parse('2026-01-05T00:00:00Z');
  const DAYS_400 = 400 * 24 * 3600;
  const record = (state: object) => ({ v: 3, state: JSON.stringify(state), expires: OF_DAY / 1000 + DAYS_400 });
  const bare = { fields: {}, groups: {}, done: [], identities: [] };

  test('its events, kinds, customer, platform’s record, fields, groups and contacts, and when it was written last', () => {
    const state = {
      fields: { name: 11 },
      groups: { VIP: 12 },
      done: ['d'],
      identities: ['mobile:a', 'mobile:b', 'wechat-openid:app:c'],
      contacts: { mobile: 'mobile:b' },
      customer: '7',
      record: { time: 9, made: true },
    };
    expect(formerSubject(record(state))).toEqual({
      subject: {
        ...emptySubjectItem,
        done: ['d'],
        kinds: ['mobile', 'wechat-openid:app'],
        customer: '7',
        record: { time: 9, made: true },
      },
      customer: {
        ...emptyCustomerItem,
        fields: { name: { t: 11, e: '' } },
        groups: { VIP: { t: 12, e: '', in: true } },
      },
      contacts: { mobile: 'mobile:b' },
      written: OF_DAY,
    });
  });

  test('no more than it knew', () => {
    expect(formerSubject(record(bare))).toStrictEqual({
      subject: emptySubjectItem,
      customer: emptyCustomerItem,
      contacts: {},
      written: OF_DAY,
    });
  });

  test.each([
    ['where it wrote nothing', undefined],
    ['where it wrote something else', record({ claims: [] })],
    ['where it is not JSON', { v: 1, state: '{' }],
  ])('nothing %s', (_where, written) => {
    expect(formerSubject(written)).toBeUndefined();
  });

  test('the contact that it had proved last is their customer’s, recorded with its last write', () => {
    const former = formerSubject(record({ ...bare, customer: '7', contacts: { mobile: formerKeyOf(PHONE.identity) } }));
    expect(formerIdentity(PHONE, former)).toEqual({
      ...emptyIdentityItem,
      owner: '7',
      claims: [{ customer: '7', by: [], recorded: OF_DAY }],
    });
    expect(formerIdentity(OTHER_PHONE, former)).toBeUndefined();
    expect(formerIdentity(PHONE, undefined)).toBeUndefined();
    const ofNobody = formerSubject(record({ ...bare, contacts: { mobile: formerKeyOf(PHONE.identity) } }));
    expect(formerIdentity(PHONE, ofNobody)).toBeUndefined();
  });

  test('the key of that contact today is found among what its customer holds', () => {
    const former = formerSubject(record({ ...bare, contacts: { mobile: formerKeyOf(PHONE.identity) } }));
    const context = { former, config: demoConfig(), hashKey: HASH_KEY };
    expect(formerContactKey('mobile', [MAIL.pair, OTHER_PHONE.pair, PHONE.pair], context)).toBe(PHONE.key);
    expect(formerContactKey('mobile', [OTHER_PHONE.pair], context)).toBeUndefined();
    expect(formerContactKey('email', [MAIL.pair], context)).toBeUndefined();
  });
});

describe('what a former version knew of whoever has a contact', () => {
  const TIME = 100;
  const known = (of: Readonly<Record<string, object>>, item = emptyIdentityItem, owners: readonly string[] = ['7']) => {
    const session = {
      former: (key: string) => (of[key] ? { v: 1, state: JSON.stringify(of[key]) } : undefined),
    };
    return withFormerContact(item, PHONE, { owner: owners[0], time: TIME }, { session, hashKey: HASH_KEY });
  };
  const typed = { [typedKey(PHONE.pair, HASH_KEY)]: { since: 50 } };
  const claims = (of: Readonly<Record<string, number>>) => ({ [claimKey(PHONE.identity)]: of });

  test('they have only typed it', () => {
    expect(known(typed).claims).toEqual([{ customer: '7', by: ['former'], typed: { from: 50, to: 50, event: '' } }]);
  });

  test('what is known of them today counts more', () => {
    const item = identityItem({ claims: [claim(7, { proved: [1] })] });
    expect(known(typed, item)).toBe(item);
  });

  test('nothing where nobody has it, and nothing of an id', () => {
    expect(known(typed, emptyIdentityItem, [])).toEqual(emptyIdentityItem);
    const session = { former: () => ({ v: 1, state: '{"since":50}' }) };
    const openid = candidate('verified wechat-openid app1/oAnn');
    const owned = { owner: '7', time: TIME };
    expect(withFormerContact(emptyIdentityItem, openid, owned, { session, hashKey: HASH_KEY })).toBe(emptyIdentityItem);
  });

  test('it has left them, at the newest time that was heard and not after what is done now', () => {
    expect(known(claims({ 'by:disputed a': 20, 'by:disputed b': 30, 'by:c': 40 })).released).toEqual([
      { customer: '7', at: 30 },
    ]);
    expect(known(claims({ 'by:disputed a': 500 })).released).toEqual([{ customer: '7', at: TIME }]);
    expect(known(claims({ 'by:c': 40 }))).toEqual(emptyIdentityItem);
  });
});

import type { Profile } from '../../functions/shared/change/customer-change.ts';
import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { APP, BUYER, member, OPENID, strangers } from './payloads.ts';
import { emailTraps, idTraps, phoneTraps } from './traps.ts';

const row = (rule: string, type: string, data: Json, expected: Expected, region?: string): EventRow => ({
  platform: 'brand-events',
  rule,
  type,
  data,
  expected,
  ...(region && { region }),
});

const number = { kind: 'member-no', value: 'M-000017' };
const mobile = { kind: 'mobile', value: BUYER.phone };
const email = { kind: 'email', value: BUYER.email };
const openid = { kind: 'wechat-openid', scope: APP, value: OPENID };
interface Listed {
  readonly kind: string;
  readonly scope?: string;
  readonly value: string;
}
const proved = ({ kind, scope, value }: Listed, index = 0, list = 'identities') =>
  `${kind}${scope === undefined ? '' : `@${scope}`} ${value} verified ${list}[${index}].value`;
/** As a record repeats it. */
const kept = ({ kind, value }: Listed, index = 0) => `${kind} ${value} verified,record identities[${index}].value`;
const bound = { moments: ['member-bound'] };
const none = { ignored: 'event-without-customer' };

const updated = (rule: string, fields: JsonObject, profile: Profile, more: Partial<Expected> = {}) =>
  row(
    rule,
    'member.updated',
    { ...member(number), ...fields },
    {
      identities: [proved(number)],
      ...(Object.keys(profile).length > 0 && { profile }),
      ...more,
    },
  );

const members: readonly EventRow[] = [
  row('a log-in proves all it lists', 'member.bound', member(number, openid, mobile, email), {
    ...bound,
    identities: [proved(number), proved(openid, 1), proved(mobile, 2), proved(email, 3)],
  }),
  row(
    'contacts are written as they are compared',
    'member.bound',
    member({ kind: 'mobile', value: '+86 154-2468-1357' }, { kind: 'email', value: ' Lan.Lin@Mail.Example ' }),
    {
      ...bound,
      identities: [proved(mobile), proved(email, 1)],
    },
  ),
  row('ids keep their letter case', 'member.bound', member({ kind: 'member-no', value: 'm-A0b' }), {
    ...bound,
    identities: ['member-no m-A0b verified identities[0].value'],
  }),
  row('a kind of the tenant', 'member.bound', member({ kind: 'loyalty-card', value: 'VIP-7' }), {
    ...bound,
    identities: ['loyalty-card VIP-7 verified identities[0].value'],
  }),
  row(
    'a national phone in the region',
    'member.bound',
    member({ kind: 'mobile', value: '06 12 34 56 78' }),
    {
      ...bound,
      identities: ['mobile +33612345678 verified identities[0].value'],
    },
    'FR',
  ),
  row(
    'a name',
    'member.bound',
    { ...member(number), name: ' 林晓岚 ' },
    {
      ...bound,
      identities: [proved(number)],
      profile: { name: '林晓岚' },
    },
  ),
  row('an openid without its app', 'member.bound', member(number, { kind: 'wechat-openid', value: OPENID }), {
    ...bound,
    identities: [proved(number)],
    refusals: ['identities[1].value: ambiguous'],
  }),
  row('a number where a text belongs', 'member.bound', member(number, { kind: 'member-no', value: 17 }), {
    ...bound,
    identities: [proved(number)],
    refusals: ['identities[1].value: wrong-type'],
  }),
  row(
    'an entry that is none',
    'member.bound',
    { identities: [number, BUYER.phone] },
    {
      ...bound,
      identities: [proved(number)],
      refusals: ['identities[1]: wrong-type'],
    },
  ),
  row('an entry without a kind', 'member.bound', member(number, { value: BUYER.phone }), {
    ...bound,
    identities: [proved(number)],
    refusals: ['identities[1].value: wrong-type'],
  }),
  row('empty entries', 'member.bound', member(number, { kind: 'mobile', value: '' }, { kind: 'email', value: null }), {
    ...bound,
    identities: [proved(number)],
  }),
  row('an empty list', 'member.bound', member(), none),
  row('no list', 'member.bound', { mobile: BUYER.phone }, none),
  row('a type that we do not know', 'member.left', member(number), { ignored: 'event-not-handled' }),
];

const profiles: readonly EventRow[] = [
  updated(
    'everything',
    {
      name: 'Lan Lin',
      gender: 'female',
      birthday: '1990-05-17',
      province: '浙江',
      city: '杭州',
      district: ' 西湖区 ',
      email: BUYER.email,
    },
    {
      name: 'Lan Lin',
      gender: 2,
      birthday: '1990-05-17',
      province: '浙江',
      city: '杭州',
      district: '西湖区',
      email: BUYER.email,
    },
  ),
  updated(
    'nothing overwrites nothing',
    { name: '', gender: 0, birthday: null, province: ' ', city: 'null', email: '' },
    {},
  ),
  updated('gender in words', { gender: 'male' }, { gender: 1 }),
  updated('gender in Han characters', { gender: '女' }, { gender: 2 }),
  updated('gender as a digit', { gender: 1 }, { gender: 1 }),
  updated('gender unknown', { gender: 'unknown' }, {}),
  updated('a birthday in the future', { birthday: '2026-10-03' }, {}),
  updated('a birthday before 1900', { birthday: '1899-12-31' }, {}),
  updated('a birthday that there is not', { birthday: '1990-02-30' }, {}),
  updated('a birthday in another form', { birthday: '1990/05/17' }, {}),
  updated('a masked birthday', { birthday: '****-05-17' }, {}),
  updated('a masked name', { name: '林*' }, {}),
  updated('a place that is unknown', { province: '未知', city: '暂无' }, {}),
  updated(
    'a masked email is neither field nor identity',
    { email: 'l***n@mail.example' },
    {},
    { refusals: ['email: masked'] },
  ),
  updated('an email that is only a field', { email: 'New@mail.example' }, { email: 'new@mail.example' }),
  row(
    'an email that is proved as well',
    'member.updated',
    { ...member(number, email), email: BUYER.email },
    {
      identities: [proved(number), kept(email, 1)],
      profile: { email: BUYER.email, emailVerified: 1 },
    },
  ),
  row(
    'an update repeats what the brand keeps',
    'member.updated',
    member(number, mobile, { kind: 'loyalty-card', value: 'VIP-7' }),
    { identities: [proved(number), kept(mobile, 1), 'loyalty-card VIP-7 verified,record identities[2].value'] },
  ),
  row('an update, and a contact proved just now', 'member.updated', member(number, { ...mobile, basis: 'act' }), {
    identities: [proved(number), proved(mobile, 1)],
  }),
  row(
    'a log-in by the openid, and contacts of the record',
    'member.bound',
    member(openid, { ...mobile, basis: 'record' }),
    {
      ...bound,
      identities: [proved(openid), kept(mobile, 1)],
    },
  ),
  row('a basis that nobody knows', 'member.bound', member(number, { ...mobile, basis: 'sms' }), {
    ...bound,
    identities: [proved(number)],
    refusals: ['identities[1].value: wrong-type'],
  }),
  row(
    'an update of nobody',
    'member.updated',
    { ...member({ kind: 'mobile', value: '154****1357' }), name: '林' },
    {
      ...none,
      refusals: ['identities[0].value: masked'],
    },
  ),
];

const old = { kind: 'mobile', value: strangers.neighbour };
const released = (...contacts: readonly JsonObject[]) => ({ released: contacts });

const contacts: readonly EventRow[] = [
  row('to be forgotten', 'member.erase', member(number, mobile), { erase: [proved(number), proved(mobile, 1)] }),
  row('to be forgotten, by whom we know', 'member.erase', member(number, { kind: 'mobile', value: '154****1357' }), {
    erase: [proved(number)],
  }),
  row('to be forgotten, but who', 'member.erase', member({ kind: 'mobile', value: '154****1357' }), {
    ignored: 'needs-an-operator',
    refusals: ['identities[0].value: masked'],
  }),
  row('to be forgotten, without a list', 'member.erase', {}, { ignored: 'needs-an-operator' }),
  row(
    'a released phone',
    'contact.released',
    { ...member(number, openid), ...released(old) },
    {
      identities: [proved(number), proved(openid, 1)],
      released: [proved(old, 0, 'released')],
    },
  ),
  row(
    'a released phone leaves no contact',
    'contact.released',
    { ...member(number, old, email), ...released(old) },
    {
      identities: [proved(number)],
      released: [proved(old, 0, 'released')],
    },
  ),
  row(
    'a released address',
    'contact.released',
    { ...member(number), ...released({ kind: 'email', value: 'OLD@mail.example' }) },
    {
      identities: [proved(number)],
      released: ['email old@mail.example verified released[0].value'],
    },
  ),
  row(
    'whose phone was released',
    'contact.released',
    { ...member(old), ...released(old) },
    { ignored: 'needs-an-operator' },
  ),
  row(
    'which phone was released',
    'contact.released',
    { ...member(number), ...released({ kind: 'mobile', value: '154****6667' }) },
    {
      ignored: 'needs-an-operator',
      refusals: ['released[0].value: masked'],
    },
  ),
  row('nothing was released', 'contact.released', member(number), { ignored: 'needs-an-operator' }),
  row(
    'an id is not released',
    'contact.released',
    { ...member(number), ...released(old, openid) },
    {
      identities: [proved(number)],
      refusals: ['released[1].value: wrong-type'],
      released: [proved(old, 0, 'released')],
    },
  ),
  row(
    'a new phone for an old one',
    'contact.rebound',
    { ...member(number, mobile), ...released(old) },
    {
      identities: [proved(number), proved(mobile, 1)],
      released: [proved(old, 0, 'released')],
    },
  ),
  row('a new phone for an unknown one', 'contact.rebound', member(number, mobile), {
    identities: [proved(number), proved(mobile, 1)],
  }),
  row(
    'one phone released and proved',
    'contact.rebound',
    { ...member(number, old), ...released(old) },
    {
      identities: [proved(number)],
      refusals: ['identities[1].value: ambiguous'],
      released: [proved(old, 0, 'released')],
    },
  ),
  row(
    'a new phone of nobody',
    'contact.rebound',
    { ...member({ kind: 'mobile', value: '0' }), ...released(old) },
    {
      ignored: 'needs-an-operator',
      refusals: ['identities[0].value: placeholder'],
    },
  ),
];

/** Each trap beside an identity that is one. */
const trapped: readonly EventRow[] = [
  ...phoneTraps.map((trap) => ['mobile', ...trap] as const),
  ...emailTraps.map((trap) => ['email', ...trap] as const),
  ...idTraps.map((trap) => ['member-no', ...trap] as const),
].map(([kind, rule, value, reason]) =>
  row(`a ${kind} that is ${rule}`, 'member.bound', member(number, { kind, value }), {
    ...bound,
    identities: [proved(number)],
    refusals: [`identities[1].value: ${reason}`],
  }),
);

export const brandSystemEvents: readonly EventRow[] = [...members, ...profiles, ...contacts, ...trapped];

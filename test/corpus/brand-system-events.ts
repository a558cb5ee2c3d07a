import type { ProfileFields } from '../../functions/shared/change/customer-change.ts';
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
/** As somebody typed it. */
const claimed = ({ kind, value }: Listed, index = 0) => `${kind} ${value} claimed identities[${index}].value`;
/** As a record repeats it. */
const kept = ({ kind, value }: Listed, index = 0) => `${kind} ${value} verified,record identities[${index}].value`;
const bound = { triggers: ['member-bound'] };
const none = { ignored: 'identity-unusable' };

const updated = (rule: string, fields: JsonObject, profile: ProfileFields, more: Partial<Expected> = {}) =>
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

/** A CRM that forwards what was typed into its forms. */
const typed: readonly EventRow[] = [
  row(
    'what the brand calls claimed is claimed',
    'member.bound',
    member(openid, { ...mobile, grade: 'claimed' }, { ...email, grade: 'claimed' }, { ...number, grade: 'claimed' }),
    {
      ...bound,
      identities: [proved(openid), claimed(mobile, 1), claimed(email, 2), claimed(number, 3)],
    },
  ),
  row('and what it calls verified is verified', 'member.bound', member(number, { ...mobile, grade: 'verified' }), {
    ...bound,
    identities: [proved(number), proved(mobile, 1)],
  }),
  row(
    'nothing proves what was typed',
    'member.updated',
    member(number, { ...mobile, grade: 'claimed', basis: 'act' }),
    {
      identities: [proved(number), claimed(mobile, 1)],
    },
  ),
  row(
    'a typed address is no confirmed one',
    'member.updated',
    { ...member(number, { ...email, grade: 'claimed' }), email: BUYER.email },
    { identities: [proved(number), claimed(email, 1)], profile: { email: BUYER.email } },
  ),
  row('a grade that nobody knows', 'member.bound', member(number, { ...mobile, grade: 'weak' }), {
    ...bound,
    identities: [proved(number)],
    discarded: ['identities[1].value: wrong-type'],
  }),
];

/** WeChat's phone object: `purePhoneNumber` as value, and `countryCode` beside it. */
const abroad: readonly EventRow[] = [
  ...['49', 49, '+49', 'DE'].map((countryCode) =>
    row(
      `a German number is no mainland number: ${JSON.stringify(countryCode)}`,
      'member.bound',
      member(number, { kind: 'mobile', value: '15235557109', countryCode }),
      { ...bound, identities: [proved(number), 'mobile +4915235557109 verified identities[1].value'] },
    ),
  ),
  ...['86', 86, 'CN', null, ''].map((countryCode) =>
    row(
      `a mainland number: ${JSON.stringify(countryCode)}`,
      'member.bound',
      member(number, { ...mobile, countryCode }),
      { ...bound, identities: [proved(number), proved(mobile, 1)] },
    ),
  ),
  row(
    'the country of the entry comes before the region',
    'member.bound',
    member(number, { kind: 'mobile', value: '13474072199', countryCode: '1' }),
    { ...bound, identities: [proved(number), 'mobile +13474072199 verified identities[1].value'] },
    'DE',
  ),
  row(
    'phoneNumber, which has the code of the country in it, beside the code',
    'member.bound',
    member(number, { kind: 'mobile', value: '4915235557109', countryCode: '49' }),
    { ...bound, identities: [proved(number), 'mobile +4915235557109 verified identities[1].value'] },
  ),
  row(
    'a released number abroad',
    'contact.released',
    { ...member(number), released: [{ kind: 'mobile', value: '15235557109', countryCode: '49' }] },
    { identities: [proved(number)], released: ['mobile +4915235557109 verified released[0].value'] },
  ),
  row(
    'a country that nobody knows',
    'member.bound',
    member(number, { kind: 'mobile', value: '15235557109', countryCode: 'Atlantis' }),
    { ...bound, identities: [proved(number)], discarded: ['identities[1].value: ambiguous'] },
  ),
];

const unread: readonly EventRow[] = [
  ...[
    { rule: 'in other letters', name: 'countrycode', value: '49' },
    { rule: 'in another form', name: 'country_code', value: '49' },
    { rule: 'a field of WeChat', name: 'phoneNumber', value: '+4915235557109' },
    { rule: 'a word of a CRM', name: 'verified', value: false },
  ].map(({ rule, name, value }) =>
    row(`a member that nobody reads: ${rule}`, 'member.bound', member(number, { ...mobile, [name]: value }), {
      ...bound,
      identities: [proved(number)],
      discarded: [`identities[1].${name}: unknown-member`],
    }),
  ),
  row(
    'the name of a member may be somebody’s data',
    'member.bound',
    member(number, { ...mobile, '15424681357': true }),
    {
      ...bound,
      identities: [proved(number)],
      discarded: ['identities[1].(member): unknown-member'],
    },
  ),
  row('only a phone has a country', 'member.bound', member(number, { ...email, countryCode: '49' }), {
    ...bound,
    identities: [proved(number)],
    discarded: ['identities[1].countryCode: unknown-member'],
  }),
  row('a member that says nothing', 'member.bound', member({ ...number, countryCode: null, note: '' }), {
    ...bound,
    identities: [proved(number)],
  }),
];

const standIns: readonly EventRow[] = [
  'OPENID',
  'openid',
  'fromUser',
  'toUser',
  'string',
  'a',
  '12345',
  'wx0123456789abcdef',
  'gh_0123456789ab',
].map((value) =>
  row(`a stand-in is nobody’s proof: ${value}`, 'member.bound', member(number, { ...openid, value }), {
    ...bound,
    identities: [proved(number)],
    discarded: ['identities[1].value: placeholder'],
  }),
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
    discarded: ['identities[1].value: ambiguous'],
  }),
  row(
    'a number where a text belongs is its digits',
    'member.bound',
    member({ kind: 'member-no', value: 12345 }, { kind: 'shopify-customer', scope: 4711, value: 7001 }),
    {
      ...bound,
      identities: [
        'member-no 12345 verified identities[0].value',
        'shopify-customer@4711 7001 verified identities[1].value',
      ],
    },
  ),
  row('a phone as a number', 'member.bound', member(number, { kind: 'mobile', value: Number(BUYER.phone) }), {
    ...bound,
    identities: [proved(number)],
    discarded: ['identities[1].value: wrong-type'],
  }),
  ...[17.5, -17, true, {}, ['M-1']].map((value) =>
    row(
      `what is no text and no number of digits: ${JSON.stringify(value)}`,
      'member.bound',
      member(number, { kind: 'member-no', value }),
      {
        ...bound,
        identities: [proved(number)],
        discarded: ['identities[1].value: wrong-type'],
      },
    ),
  ),
  ...typed,
  ...abroad,
  ...unread,
  ...standIns,
  row(
    'an entry that is none',
    'member.bound',
    { identities: [number, BUYER.phone] },
    {
      ...bound,
      identities: [proved(number)],
      discarded: ['identities[1]: wrong-type'],
    },
  ),
  row('an entry without a kind', 'member.bound', member(number, { value: BUYER.phone }), {
    ...bound,
    identities: [proved(number)],
    discarded: ['identities[1].value: wrong-type'],
  }),
  row('empty entries', 'member.bound', member(number, { kind: 'mobile', value: '' }, { kind: 'email', value: null }), {
    ...bound,
    identities: [proved(number)],
  }),
  row('an empty list', 'member.bound', member(), none),
  row('no list', 'member.bound', { mobile: BUYER.phone }, { ignored: 'identity-unusable' }),
  row('a type that we do not know', 'member.left', member(number), { ignored: 'event-type-unknown' }),
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
    { discarded: ['email: masked'] },
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
    discarded: ['identities[1].value: wrong-type'],
  }),
  row(
    'an update of nobody',
    'member.updated',
    { ...member({ kind: 'mobile', value: '154****1357' }), name: '林' },
    {
      ...none,
      discarded: ['identities[0].value: masked'],
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
    discarded: ['identities[0].value: masked'],
  }),
  row('to be left alone', 'member.suppress', member(number, mobile), { suppress: [proved(number), proved(mobile, 1)] }),
  row('to be left alone no longer', 'member.suppression-lifted', member(number), { lift: [proved(number)] }),
  row('to be left alone, but who', 'member.suppress', {}, { ignored: 'needs-an-operator' }),
  row(
    'an id that delivery alone may give',
    'member.bound',
    member(number, { kind: 'guiyi-subject', value: 'A'.repeat(24) }),
    {
      identities: [proved(number)],
      discarded: ['identities[1].value: wrong-type'],
      triggers: ['member-bound'],
    },
  ),
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
      discarded: ['released[0].value: masked'],
    },
  ),
  row('nothing was released', 'contact.released', member(number), { ignored: 'needs-an-operator' }),
  row(
    'an id is not released',
    'contact.released',
    { ...member(number), ...released(old, openid) },
    {
      identities: [proved(number)],
      discarded: ['released[1].value: wrong-type'],
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
      discarded: ['identities[1].value: ambiguous'],
      released: [proved(old, 0, 'released')],
    },
  ),
  row(
    'a new phone of nobody',
    'contact.rebound',
    { ...member({ kind: 'mobile', value: '0' }), ...released(old) },
    {
      ignored: 'needs-an-operator',
      discarded: ['identities[0].value: placeholder'],
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
    discarded: [`identities[1].value: ${reason}`],
  }),
);

export const brandSystemEvents: readonly EventRow[] = [...members, ...profiles, ...contacts, ...trapped];

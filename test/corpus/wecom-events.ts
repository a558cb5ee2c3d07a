import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { CORP, EXTERNAL, strangers } from './payloads.ts';
import { idTraps, withoutId } from './traps.ts';

const row = (rule: string, type: string, data: JsonObject, expected: Expected, options?: object): EventRow => ({
  platform: 'wecom',
  rule,
  type,
  data,
  expected,
  ...(options && { options }),
});

const identities = [`wecom-external-userid@${CORP} ${EXTERNAL} verified ExternalUserID`];
const staff = ['UserID: staff'];
const seen = { identities, discarded: staff };
const none = { ignored: 'event-without-customer' };
const unused = { ignored: 'event-not-handled' };
const SUITE = 'ww00000000000suite1';
const suite = { suiteId: SUITE };

const app = (fields: JsonObject): JsonObject => ({
  ToUserName: CORP,
  FromUserName: 'sys',
  CreateTime: '1700000003',
  MsgType: 'event',
  ...fields,
});
const inSuite = (fields: JsonObject): JsonObject => ({
  SuiteId: SUITE,
  AuthCorpId: CORP,
  TimeStamp: '1700000003',
  ...fields,
});
const contact = (changes: JsonObject = {}): JsonObject => ({
  UserID: strangers.wecomClerk,
  ExternalUserID: EXTERNAL,
  ...changes,
});
const ofContact = (change: string) => `change_external_contact.${change}`;

const contacts: readonly EventRow[] = [
  row('an employee adds a customer', ofContact('add_external_contact'), app(contact()), {
    ...seen,
    triggers: ['employee-added'],
  }),
  row('a customer comes by a channel', ofContact('add_external_contact'), app(contact({ State: '上海旗舰店' })), {
    ...seen,
    triggers: ['employee-added'],
    profile: { subscribeSource: '上海旗舰店' },
  }),
  row('a customer adds an employee', ofContact('add_half_external_contact'), app(contact({ State: 'shop-12' })), {
    ...seen,
    triggers: ['employee-added'],
    profile: { subscribeSource: 'shop-12' },
  }),
  row('a remark or a tag changes', ofContact('edit_external_contact'), app(contact()), seen),
  row('an employee deletes a customer', ofContact('del_external_contact'), app(contact()), {
    ...seen,
    triggers: ['employee-removed'],
  }),
  row(
    'another employee takes a customer over',
    ofContact('del_external_contact'),
    app(contact({ Source: 'DELETE_BY_TRANSFER' })),
    seen,
  ),
  row('a customer deletes an employee', ofContact('del_follow_user'), app(contact()), {
    ...seen,
    triggers: ['employee-removed'],
  }),
  row(
    'a customer does not want to be handed over',
    ofContact('transfer_fail'),
    app(contact({ FailReason: 'customer_refused' })),
    seen,
  ),
  row('a customer agrees to an archive of chats', ofContact('msg_audit_approved'), app(contact()), seen),
  row('a link by which a customer came', 'customer_acquisition.customer_start_chat', app(contact()), seen),
  row('a link whose quota ends', 'customer_acquisition.quota_expire_soon', app({ LinkId: 'cawcde1' }), none),
  row('a change of tomorrow', ofContact('of_tomorrow'), app(contact()), unused),
  row('another spelling', ofContact('edit_external_contact'), app({ ExternalUserId: EXTERNAL }), {
    identities: identities.map((text) => text.replace(/ID$/, 'Id')),
  }),
  row(
    'two spellings of two customers',
    ofContact('edit_external_contact'),
    app({ ExternalUserID: EXTERNAL, ExternalUserId: 'wmInventedOther00000000000000001' }),
    { ...withoutId('ambiguous'), discarded: ['ExternalUserID: ambiguous', 'ExternalUserId: ambiguous'] },
  ),
  row(
    'an employee where a customer belongs',
    ofContact('edit_external_contact'),
    app(contact({ ExternalUserID: strangers.wecomClerk })),
    { ...none, discarded: ['ExternalUserID: staff', 'UserID: staff'] },
  ),
  row('no customer', ofContact('edit_external_contact'), app(contact({ ExternalUserID: '' })), {
    ...none,
    discarded: staff,
  }),
  row('two customers', ofContact('edit_external_contact'), app({ ExternalUserID: [EXTERNAL, 'wm2'] }), {
    ...withoutId('wrong-type'),
    discarded: ['ExternalUserID: wrong-type'],
  }),
  row('a phone where an id belongs', ofContact('edit_external_contact'), app({ ExternalUserID: strangers.receiver }), {
    ...withoutId('wrong-type'),
    discarded: ['ExternalUserID: wrong-type'],
  }),
  ...idTraps.map(([rule, value, reason]) =>
    row(`an id that is ${rule}`, ofContact('edit_external_contact'), app({ ExternalUserID: value }), {
      ...none,
      discarded: [`ExternalUserID: ${reason}`],
    }),
  ),
];

const others: readonly EventRow[] = [
  ...['create', 'dismiss'].map((change) =>
    row('a group says nothing of its members', `change_external_chat.${change}`, app({ ChatId: 'wr1' }), none),
  ),
  row(
    'who joins a group is a customer or an employee',
    'change_external_chat.update',
    app({ ChatId: 'wr1', MemChangeList: { Item: [strangers.wecomMember, strangers.wecomClerk] } }),
    { ...none, discarded: ['MemChangeList.Item[0]: ambiguous', 'MemChangeList.Item[1]: ambiguous'] },
  ),
  ...['create', 'update', 'delete', 'shuffle'].map((change) =>
    row('a tag is nobody’s', `change_external_tag.${change}`, app({ Id: 'et1', TagType: 'tag' }), unused),
  ),
  row('a service account does not say who wrote', 'kf_msg_or_event', app({ OpenKfId: 'wk1' }), none),
  row('an employee writes', 'message.text', app({ FromUserName: strangers.wecomClerk, Content: 'hello' }), unused),
  row('an employee opens an app', 'enter_agent', app({ FromUserName: strangers.wecomClerk }), unused),
];

const suites: readonly EventRow[] = [
  row(
    'a suite hears of a customer',
    ofContact('add_external_contact'),
    inSuite({ InfoType: 'change_external_contact', ...contact() }),
    { ...seen, triggers: ['employee-added'] },
    suite,
  ),
  row(
    'a suite hears of another corp’s customer',
    ofContact('add_external_contact'),
    inSuite({ InfoType: 'change_external_contact', ...contact(), AuthCorpId: 'ww0000000000000002' }),
    { ignored: 'wrong-account' },
    suite,
  ),
  row(
    'another suite hears of a customer',
    ofContact('add_external_contact'),
    inSuite({ InfoType: 'change_external_contact', ...contact(), SuiteId: 'ww00000000000suite2' }),
    { ignored: 'wrong-account' },
    suite,
  ),
  ...['suite_ticket', 'create_auth', 'change_auth', 'cancel_auth'].map((type) =>
    row('a suite’s own affairs', type, inSuite({ InfoType: type }), unused, suite),
  ),
];

export const wecomEvents: readonly EventRow[] = [...contacts, ...others, ...suites];

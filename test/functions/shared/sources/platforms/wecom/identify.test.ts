import { expect, test } from 'vitest';
import type { Identity } from '../../../../../../functions/shared/identity/identity.ts';
import type { DiscardedValue } from '../../../../../../functions/shared/identity/discarded-value.ts';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { app, corpId, customer, employee, envelope, identifier, suite, suiteId } from './events.ts';

const identity: Identity = {
  kind: 'wecom-external-userid',
  scope: corpId,
  value: customer,
  evidence: { grade: 'verified', field: 'ExternalUserID' },
};
const clerk: DiscardedValue = { kind: 'wecom-userid', field: 'UserID', reason: 'staff', masked: '****' };
const seen = { kind: 'upsert', identities: [identity], profile: {}, triggers: [], discarded: [clerk] };
/** An employee or WeCom did it, and the customer nothing. */
const told = { ...seen, act: { kind: 'record' } };
const from = { ToUserName: corpId, FromUserName: 'sys', CreateTime: '1700000003', MsgType: 'event' };
const pair = { UserID: employee, ExternalUserID: customer };
const member = (index: number, masked: string): DiscardedValue => ({
  kind: 'wecom-external-userid',
  field: `MemChangeList.Item[${index}]`,
  reason: 'ambiguous',
  masked,
});

function outcome(type: string, data: JsonObject, options: object = app) {
  return identifier(options)(envelope(type, data));
}

function identify(type: string, data: JsonObject, options: object = app) {
  const result = outcome(type, data, options);
  return result.outcome === 'changes' ? result.changes : result.reason;
}

test.each<[string, JsonObject, object]>([
  [
    'add_external_contact',
    { State: ' shop-12 ' },
    { ...seen, triggers: ['employee-added'], profile: { subscribeSource: 'shop-12' } },
  ],
  ['add_external_contact', { State: '' }, { ...seen, triggers: ['employee-added'] }],
  [
    'add_half_external_contact',
    { State: 'shop-12' },
    { ...seen, triggers: ['employee-added'], profile: { subscribeSource: 'shop-12' } },
  ],
  ['edit_external_contact', { State: 'shop-12' }, told],
  ['del_external_contact', {}, { ...told, triggers: ['employee-removed'] }],
  ['del_external_contact', { Source: 'DELETE_BY_TRANSFER' }, told],
  ['del_follow_user', {}, { ...seen, triggers: ['employee-removed'] }],
  ['transfer_fail', { FailReason: 'customer_refused' }, told],
  ['transfer_fail', { FailReason: 'customer_limit_exceed' }, told],
  ['msg_audit_approved', {}, seen],
])('%s %j: the customer, never the employee', (changeType, fields, change) => {
  const type = `change_external_contact.${changeType}`;
  const asApp = { ...from, Event: 'change_external_contact', ChangeType: changeType, ...pair, ...fields };
  expect(identify(type, asApp)).toEqual([change]);
  const asSuite = {
    SuiteId: suiteId,
    AuthCorpId: corpId,
    InfoType: 'change_external_contact',
    TimeStamp: '1700000003',
    ChangeType: changeType,
    ...pair,
    ...fields,
  };
  expect(identify(type, asSuite, suite)).toEqual([change]);
});

test('the case of a name does not matter', () => {
  expect(identify('CHANGE_EXTERNAL_CONTACT.EDIT_EXTERNAL_CONTACT', { ...from, ...pair })).toEqual([told]);
});

test.each<[string, JsonObject, readonly object[] | string]>([
  ['names a customer', { ...pair, LinkId: 'cawcde1' }, [told]],
  ['names none', { LinkId: 'cawcde1', ExpireQuotaNum: '10' }, 'event-without-customer'],
])('an event of a link by which customers come %s', (_name, fields, said) => {
  expect(identify('customer_acquisition.customer_start_chat', { ...from, ...fields })).toEqual(said);
});

test.each<[string, JsonObject, string, readonly DiscardedValue[] | undefined]>([
  [
    'change_external_chat.update',
    { ChatId: 'wr1', UpdateDetail: 'add_member', MemChangeList: { Item: [customer, employee] } },
    'event-without-customer',
    [member(0, 'wmIn****01'), member(1, '****')],
  ],
  ['change_external_chat.update', { ChatId: 'wr1', MemChangeList: '' }, 'event-without-customer', undefined],
  ['change_external_chat.create', { ChatId: 'wr1' }, 'event-without-customer', undefined],
  ['change_external_chat.dismiss', { ChatId: 'wr1' }, 'event-without-customer', undefined],
  ['change_external_tag.create', { Id: 'et1', TagType: 'tag' }, 'event-not-handled', undefined],
  ['change_external_tag.update', { Id: 'et1', TagType: 'tag' }, 'event-not-handled', undefined],
  ['change_external_tag.delete', { Id: 'et1', TagType: 'tag_group' }, 'event-not-handled', undefined],
  ['change_external_tag.shuffle', { Id: 'et1' }, 'event-not-handled', undefined],
  ['kf_msg_or_event', { OpenKfId: 'wk1' }, 'event-without-customer', undefined],
])('%s %j names no customer', (type, fields, reason, discarded) => {
  const result = outcome(type, { ...from, ...fields });
  expect(result).toMatchObject({ outcome: 'ignored', reason });
  expect('discarded' in result ? result.discarded : undefined).toEqual(discarded);
});

const commands = { SuiteId: suiteId, TimeStamp: '1700000003' };

test.each<[string, JsonObject]>([
  ['suite_ticket', commands],
  ['create_auth', commands],
  ['change_auth', { ...commands, AuthCorpId: corpId }],
  ['cancel_auth', { ...commands, AuthCorpId: corpId }],
  ['reset_permanent_code', commands],
  ['change_contact.create_user', { ...commands, AuthCorpId: corpId, UserID: employee }],
  ['share_agent_change', { ...commands, CorpId: corpId }],
])('%s is the provider’s own affair', (type, data) => {
  expect(outcome(type, { ...data, InfoType: type.split('.')[0] ?? '' }, suite)).toMatchObject({
    outcome: 'ignored',
    reason: 'event-not-handled',
    detail: expect.stringContaining(`${type} gives no identity: `) as unknown,
  });
});

test.each<[string, JsonObject]>([
  ['message.text', { ...from, FromUserName: employee, Content: 'hello' }],
  ['subscribe', { ...from, FromUserName: employee }],
  ['enter_agent', { ...from, FromUserName: employee }],
  ['LOCATION', { ...from, FromUserName: employee }],
  ['change_contact.create_user', { ...from, UserID: employee, Mobile: '15931000001' }],
  ['change_external_contact.of_tomorrow', { ...from, ...pair }],
  ['constructor', from],
])('%s: an employee’s, or not known', (type, data) => {
  expect(identify(type, data)).toBe('event-not-handled');
});

const edit = 'change_external_contact.edit_external_contact';
const other = 'wmInventedOther00000000000000001';
const refused = (field: string, reason: DiscardedValue['reason'], masked: string): DiscardedValue => ({
  kind: 'wecom-external-userid',
  field,
  reason,
  masked,
});

test.each<[string, JsonObject, readonly DiscardedValue[] | undefined]>([
  ['missing', {}, undefined],
  ['empty', { ExternalUserID: '' }, undefined],
  ['masked', { ExternalUserID: 'wmInvented****0001' }, [refused('ExternalUserID', 'masked', 'wmIn****01')]],
  ['a stand-in', { ExternalUserID: 'null' }, [refused('ExternalUserID', 'placeholder', '****')]],
  ['a phone', { ExternalUserID: '15931000001' }, [refused('ExternalUserID', 'wrong-type', '****')]],
  ['two customers', { ExternalUserID: [customer, other] }, [refused('ExternalUserID', 'wrong-type', '****')]],
  [
    'two spellings of two customers',
    { ExternalUserID: customer, ExternalUserId: other },
    [refused('ExternalUserID', 'ambiguous', 'wmIn****01'), refused('ExternalUserId', 'ambiguous', 'wmIn****01')],
  ],
  [
    'over 64 characters',
    { ExternalUserID: `wm${'x'.repeat(63)}` },
    [refused('ExternalUserID', 'malformed', 'wmxx****xx')],
  ],
])('nobody: an ExternalUserID that is %s', (_name, fields, discarded) => {
  const result = outcome(edit, { ...from, ...fields });
  const isOfForm = discarded?.some(({ reason }) => reason !== 'masked' && reason !== 'placeholder');
  const reason = isOfForm ? 'identity-unusable' : 'event-without-customer';
  expect(result).toMatchObject({ outcome: 'ignored', reason });
  expect('discarded' in result ? result.discarded : undefined).toEqual(discarded);
});

test('a suite that archives chats names the customer who agrees, and its employee by another word', () => {
  const data = { SuiteId: suiteId, AuthCorpId: corpId, InfoType: 'chat_archive_audit_approved_single' };
  const people = { OpenUserID: 'woInventedEmployee', ExternalUserID: customer, ChatId: 'chat-1' };
  expect(outcome('chat_archive_audit_approved_single', { ...data, ...people }, suite)).toMatchObject({
    outcome: 'changes',
    changes: [
      {
        identities: [{ kind: 'wecom-external-userid', value: customer }],
        discarded: [{ kind: 'wecom-userid', field: 'OpenUserID', reason: 'staff' }],
      },
    ],
  });
});

test('an employee in the place of the customer is an employee', () => {
  expect(outcome(edit, { ...from, UserID: employee, ExternalUserID: employee })).toMatchObject({
    outcome: 'ignored',
    reason: 'event-without-customer',
    discarded: [refused('ExternalUserID', 'staff', '****'), clerk],
  });
});

test.each<[string, JsonObject, object]>([
  ['of a corp that has installed the suite too', { SuiteId: suiteId, AuthCorpId: 'ww0000000000000002' }, suite],
  ['of no corp', { SuiteId: suiteId }, suite],
  ['of another suite', { SuiteId: 'ww00000000000suite2', AuthCorpId: corpId }, suite],
  ['of a suite, at an app', { SuiteId: suiteId, AuthCorpId: corpId }, app],
])('a customer %s is nobody here', (_name, head, options) => {
  const data = { ...head, InfoType: 'change_external_contact', ...pair };
  const result = outcome(edit, data, options);
  expect(result).toMatchObject({ outcome: 'ignored', reason: 'wrong-account' });
  expect(JSON.stringify(result)).not.toContain(customer);
});

test('data that are no object name nobody', () => {
  expect(identifier()(envelope(edit, 'text'))).toMatchObject({ reason: 'event-without-customer' });
});

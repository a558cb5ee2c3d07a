import type { Trigger } from '../../../change/customer-change.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';

export type WecomEventKind =
  | {
      readonly names: 'customer';
      readonly trigger?: Trigger;
      /** An employee or WeCom has done something, and the customer nothing; absent: the event is what the customer did. */
      readonly act?: 'record';
    }
  | { readonly names: 'nobody'; readonly reason: ReasonCode; readonly detail: string };

const seen: WecomEventKind = { names: 'customer' };
const recorded: WecomEventKind = { names: 'customer', act: 'record' };
// Nobody becomes a contact without agreeing to it.
const added: WecomEventKind = { names: 'customer', trigger: 'employee-added' };
const left: WecomEventKind = { names: 'customer', trigger: 'employee-removed' };

const chat: WecomEventKind = {
  names: 'nobody',
  reason: 'event-without-customer',
  detail: 'a customer group changed; its list of members does not say who is a customer and who an employee',
};
const tag: WecomEventKind = {
  names: 'nobody',
  reason: 'event-not-handled',
  detail: 'a tag of the corp changed, and no customer with it',
};
const service: WecomEventKind = {
  names: 'nobody',
  reason: 'event-without-customer',
  detail: 'a customer service account has messages; who wrote them stands only in the answer of kf/sync_msg',
};

/** Every event that concerns customers, in lower case: `<Event or InfoType>.<ChangeType>`. */
export const wecomEventKinds: ReadonlyMap<string, WecomEventKind> = new Map<string, WecomEventKind>([
  ['change_external_contact.add_external_contact', added],
  ['change_external_contact.add_half_external_contact', added],
  ['change_external_contact.edit_external_contact', recorded],
  ['change_external_contact.del_external_contact', { ...left, act: 'record' }],
  ['change_external_contact.del_follow_user', left],
  ['change_external_contact.transfer_fail', recorded],
  ['change_external_contact.msg_audit_approved', seen],
  // The same of a suite that archives chats
  ['chat_archive_audit_approved_single', seen],
  ['change_external_chat.create', chat],
  ['change_external_chat.update', chat],
  ['change_external_chat.dismiss', chat],
  ['change_external_tag.create', tag],
  ['change_external_tag.update', tag],
  ['change_external_tag.delete', tag],
  ['change_external_tag.shuffle', tag],
  ['kf_msg_or_event', service],
]);

/** Its changes are not listed in what we know; those that concern a customer name one, and do not say who did something. */
const ACQUISITION = 'customer_acquisition.';
export const ACQUISITION_EVENTS: readonly [string, WecomEventKind] = [`${ACQUISITION}*`, recorded];

export function wecomEventKind(type: string): WecomEventKind | undefined {
  const name = type.toLowerCase();
  return name.startsWith(ACQUISITION) ? recorded : wecomEventKinds.get(name);
}

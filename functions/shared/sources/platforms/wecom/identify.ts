import type { ProfileFields, Trigger } from '../../../change/customer-change.ts';
import { withDiscarded } from '../../../identity/discard.ts';
import { corp, scoped } from '../../../identity/scoped.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { recordAct } from '../../act.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { knownEvents } from '../../known-events.ts';
import { ignored, withoutIdentity } from '../../outcomes.ts';
import { profileOf } from '../../profile-fields.ts';
import { textOf } from '../../protocols/wechat-crypto/push-object.ts';
import { defineIdentifier, type Ignored } from '../../source.ts';
import { ACQUISITION_EVENTS, type WecomEventKind, wecomEventKind, wecomEventKinds } from './events.ts';
import { discardedOfWecom, wecomCustomerOf } from './fields.ts';
import { options, type WecomOptions } from './receive.ts';

const evidence: readonly EvidenceRule[] = [
  {
    kind: 'wecom-external-userid',
    field: 'ExternalUserID',
    grade: 'verified',
    why: 'WeCom gives the id, inside the encrypted and signed push',
  },
];

/** `Source` of a deletion: another employee takes the customer over. */
const BY_TRANSFER = 'DELETE_BY_TRANSFER';

/** What an event of WeCom says about a customer, who is always the one in `ExternalUserID`. */
export const wecomIdentity = defineIdentifier({
  platform: 'wecom',
  options,
  evidence,
  events: () => knownEvents([...wecomEventKinds, ACQUISITION_EVENTS, ...wecomSilentEvents], namesWhom),
  identify({ type, data }, settings) {
    const kind = wecomEventKind(type);
    if (!kind) return withoutKind(type);
    if (!isJsonObject(data)) return ignored('event-without-customer', 'the data are not an object');
    const stranger = otherAccount(data, settings);
    if (stranger !== undefined) {
      return ignored('wrong-account', `the ${stranger} in the event is not the connection’s`);
    }
    const discarded = discardedOfWecom(data);
    if (kind.names === 'nobody') return ignored(kind.reason, kind.detail, discarded);
    const customer = wecomCustomerOf(data);
    if (!customer) return withoutIdentity('ExternalUserID is missing or not a customer’s id', discarded);
    const { field, value } = customer;
    const identity = scoped('wecom-external-userid', corp(settings.corpId), value, { grade: 'verified', field });
    const triggers = triggersOf(kind.trigger, data);
    const profile: ProfileFields = profileOf({
      subscribeSource: kind.trigger === 'employee-added' ? textOf(data, 'State') : undefined,
    });
    return {
      outcome: 'changes',
      changes: [
        {
          kind: 'upsert',
          identities: [identity],
          profile,
          triggers,
          ...(kind.act === 'record' && recordAct),
          ...withDiscarded(discarded),
        },
      ],
    };
  },
});

function withoutKind(type: string): Ignored {
  const because = becauseOfSilence(type);
  return because === undefined
    ? ignored('event-not-handled', `${type} concerns no customer that we know of`)
    : ignored('event-not-handled', `${type} gives no identity: ${because}`);
}

/** A customer who is handed over loses no contact. */
function triggersOf(trigger: Trigger | undefined, data: JsonObject): readonly Trigger[] {
  const isHandedOver = textOf(data, 'Source')?.toUpperCase() === BY_TRANSFER;
  return trigger === undefined || (trigger === 'employee-removed' && isHandedOver) ? [] : [trigger];
}

/** A suite hears of every corp that has installed it. What an app hears is encrypted for its corp. */
function otherAccount(data: JsonObject, { corpId, suiteId }: WecomOptions): 'SuiteId' | 'AuthCorpId' | undefined {
  if (data['InfoType'] === undefined) return undefined;
  if (textOf(data, 'SuiteId') !== suiteId) return 'SuiteId';
  return textOf(data, 'AuthCorpId') === corpId ? undefined : 'AuthCorpId';
}

/** A text says why nobody is named. */
function namesWhom(kind: WecomEventKind | string): 'customer' | 'nobody' {
  return typeof kind === 'string' ? 'nobody' : kind.names;
}

/** By the name of an event, whatever its `ChangeType`, in lower case: why no customer comes of it. */
const silent: Readonly<Record<string, readonly string[]>> = {
  'it is an employee’s: the sender is a member of the corp': [
    'subscribe',
    'unsubscribe',
    'enter_agent',
    'location',
    'click',
    'view',
    'scancode_push',
    'scancode_waitmsg',
    'pic_sysphoto',
    'pic_photo_or_album',
    'pic_weixin',
    'location_select',
    'taskcard_click',
    'template_card_event',
    'template_card_menu_event',
    'open_approval_change',
    'sys_approval_change',
    'change_contact',
    'batch_job_result',
    'upload_media_job_finish',
    'app_email_change',
    'living_status_change',
    'meeting_change',
    'meeting_statistics',
    'book_meeting_room',
    'cancel_meeting_room',
    'add_calendar',
    'respond_schedule',
    'public_email_change',
    'modify_calendar',
    'delete_calendar',
    'add_schedule',
    'modify_schedule',
    'delete_schedule',
    'wedrive_space_change',
    'wedrive_file_change',
    'wedrive_insufficient_capacity',
    'doc_change',
    'smart_sheet_change',
    'submit_vip_account_approval',
    'finish_vip_account_approval',
    'security',
    'switch_workbench_mode',
    'close_inactive_agent',
    'reopen_inactive_agent',
  ],
  'it names people of a school by the school’s own address book': ['change_school_contact'],
  'it names no person: what was said stands in the answer of an API': [
    'msgaudit_notify',
    'hit_keyword',
    'conversation_new_message',
    'chat_archive_export_finished',
    'chat_archive_audit_approved_room',
    'chat_archive_audit_approved_group',
    'program_notify',
    'kf_account_auth_change',
  ],
  'it tells of the suite, its licences, orders and rights': [
    'suite_ticket',
    'create_auth',
    'change_auth',
    'cancel_auth',
    'reset_permanent_code',
    'register_corp',
    'enter_register_package',
    'share_agent_change',
    'share_chain_change',
    'change_app_admin',
    'corp_arch_auth',
    'approve_special_auth',
    'cancel_special_auth',
    'agree_external_userid_migration',
    'advanced_api_expired',
    'advanced_api_trial_expired',
    'open_order',
    'change_order',
    'pay_for_app_success',
    'refund',
    'change_editon',
    'license_pay_success',
    'license_refund',
    'auto_activate',
    'unlicensed_notify',
    'change_chain',
    'device_data_auth_change',
  ],
  'it tells of a device of the corp': [
    'add_device',
    'del_device',
    'connect_info',
    'disconnect_info',
    'fetch_log_finish',
    'remark_device_name',
    'device_feature_change',
    'error_report',
  ],
};

const wecomSilentEvents: ReadonlyMap<string, string> = new Map(
  Object.entries(silent).flatMap(([because, names]) => names.map((name) => [name, because] as const)),
);

/** Messages to an app come from members; what customers write to a service account stands in the answer of `kf/sync_msg`. */
const MESSAGE = 'message.';
const FROM_A_MEMBER = 'a message to an app is an employee’s';

function becauseOfSilence(type: string): string | undefined {
  const name = type.toLowerCase();
  if (name.startsWith(MESSAGE)) return FROM_A_MEMBER;
  return wecomSilentEvents.get(name.split('.')[0] ?? name);
}

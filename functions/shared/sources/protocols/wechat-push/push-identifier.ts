import type { ProfileFields, Trigger, Upsert } from '../../../change/customer-change.ts';
import type { Grade, Identity } from '../../../identity/identity.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { ignored, withoutIdentity } from '../../outcomes.ts';
import { profileOf } from '../../profile-fields.ts';
import { withDiscarded } from '../../../identity/discard.ts';
import { recordAct } from '../../act.ts';
import { defineIdentifier, type Identification, type IdentifyContext, type Ignored } from '../../source.ts';
import { findText, textOf, type FoundField } from '../wechat-crypto/push-object.ts';
import { pushCustomerOf, holderOf, unionIdOf } from './customer.ts';
import { knownPushes } from './known-pushes.ts';
import { phoneOf } from './phone.ts';
import { type CustomerField, type PushKind, type PushKinds, type PushKindsOf, senderKind } from './push-kind.ts';
import type { SilentEvents } from './silent-events.ts';
import { type PlacedText, textsOf } from './push-texts.ts';
import { discardedOf } from './discarded-ids.ts';
import { options, type PushOptions } from './settings.ts';
import { withoutKind } from './without-kind.ts';

const QR_SCENE = 'qrscene_';
/** `Env` of a payment in the platform's own sandbox; 0 is the real one. */
const SANDBOX = '1';

/** The tables of a platform's pushes. */
export interface PushTables {
  readonly kinds: PushKinds;
  readonly kindsOf: PushKindsOf;
  /** The events that are known to say nothing of a customer. */
  readonly silent: SilentEvents;
}

/** What a push of an official account or a mini program says about a customer. */
export function pushIdentifier(
  platform: string,
  { kinds, kindsOf, silent }: PushTables,
  evidence: readonly EvidenceRule[],
) {
  return defineIdentifier({
    platform,
    options,
    evidence,
    events: () => knownPushes(kinds, silent),
    identify({ type, data }, settings, context) {
      const kind = kindsOf(settings)(type);
      if (!kind) return withoutKind(type, silent);
      if (!isJsonObject(data)) return ignored('event-without-customer', 'the data are not an object');
      if (kind.namesApp && isOfAnotherApp(data, kind.customer, settings)) {
        return ignored('wrong-account', 'the AppID in the event is not the connection’s');
      }
      if (kind.effect === 'none') {
        return ignored('event-not-handled', `${type} withdraws a permission, and the customer stays a customer`);
      }
      if (kind.hasEnvironment && textsOf(holderOf(data, kind.customer).fields, 'env').some(isSandbox)) {
        return ignored('test-delivery', 'a payment in the sandbox of virtual payment: nobody has paid');
      }
      if (isTrial(data, kind)) return ignored('test-delivery', `${type} of a trial, with made-up data`);
      return change(kind, data, settings, context);
    },
  });
}

function isSandbox({ value }: PlacedText): boolean {
  return value === SANDBOX;
}

/** The console sends made-up data to see what is answered. */
function isTrial(data: JsonObject, { customer, trial }: PushKind): boolean {
  const around = customer.within === undefined ? data : data[customer.within];
  return trial !== undefined && textsOf(around, trial).some(({ value }) => value === 'true' || value === '1');
}

function change(
  kind: PushKind,
  data: JsonObject,
  settings: PushOptions,
  { region }: IdentifyContext,
): Identification | Ignored {
  const { customer, effect } = kind;
  const openId = pushCustomerOf(data, kind);
  const phone = phoneOf(data, kind, region);
  const discarded = [...discardedOf(data, kind, openId?.value), ...phone.discarded];
  if (!openId) {
    // Where nothing but the sender names somebody, and may be WeChat.
    if (kind.sender === 'unconfirmed' && discarded.length === 0) {
      return ignored('event-not-handled', 'its sender is not confirmed, and options.senderIsCustomer does not name it');
    }
    const place = nameOf(kind.sender === 'counts' ? senderKind : customer);
    return withoutIdentity(`${place} is missing or not an openid`, discarded);
  }
  const unionId = kind.unionId && unionIdOf(data);
  // In plaintext mode the signature does not cover what the push says.
  const grade: Grade = settings.plaintext ? 'claimed' : 'verified';
  const identities: Identity[] = [];
  if (unionId) identities.push(identity('wechat-unionid', settings.openPlatform ?? '', unionId, grade));
  identities.push(identity('wechat-openid', settings.appId, openId, grade), ...phone.identities);

  if (effect === 'erase') {
    if (grade === 'verified') return { outcome: 'changes', changes: [{ kind: 'erase', identities, cancelled: true }] };
    const detail = 'a plaintext push asks to forget a person, and nothing proves its origin';
    return ignored('needs-an-operator', detail, discarded);
  }
  const profile: ProfileFields = profileOf({
    openId: openId.value,
    appId: settings.appId,
    unionId: unionId?.value,
    subscribeSource: effect === 'follow' ? qrScene(data) : undefined,
  });
  return {
    outcome: 'changes',
    changes: [{ kind: 'upsert', identities, profile, ...actedIn(data, kind), ...withDiscarded(discarded) }],
  };
}

function actedIn(data: JsonObject, kind: PushKind): Pick<Upsert, 'triggers' | 'act'> {
  if (kind.effect === 'paid' && !hasPaid(data, kind)) return { triggers: [], ...recordAct };
  return { triggers: triggersOf(kind.effect), ...(kind.act === 'record' && recordAct) };
}

/** Of an order that was closed the same push tells, with another state. */
function hasPaid(data: JsonObject, { customer, paidIf }: PushKind): boolean {
  if (!paidIf) return true;
  return textsOf(holderOf(data, customer).fields, paidIf.field).every(({ value }) => value === paidIf.is);
}

function triggersOf(effect: PushKind['effect']): readonly Trigger[] {
  switch (effect) {
    case 'follow':
    case 'unfollow':
      return [effect];
    case 'paid':
      return ['paid-order'];
    default:
      return [];
  }
}

function nameOf({ name, within }: CustomerField): string {
  return within === undefined ? name : `${within}.${name}`;
}

function identity(kind: string, scope: string, { field, value }: FoundField, grade: Grade): Identity {
  return { kind, scope, value, evidence: { grade, field } };
}

/** Of several spellings that disagree none is ours. */
function isOfAnotherApp(data: JsonObject, customer: CustomerField, { appId }: PushOptions): boolean {
  const { fields } = holderOf(data, customer);
  const named = Object.keys(fields).some((key) => key.trim().toLowerCase() === 'appid');
  return named && findText(fields, 'appid')?.value !== appId;
}

/** The scene of the parametric QR code by which somebody came to follow. */
function qrScene(data: JsonObject): string | undefined {
  const key = textOf(data, 'EventKey');
  return key?.startsWith(QR_SCENE) ? key.slice(QR_SCENE.length).trim() : undefined;
}

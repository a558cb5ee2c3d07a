import type { Profile } from '../../change/customer-change.ts';
import type { Grade, Identity } from '../../identity/identity.ts';
import type { Refusal } from '../../identity/refusal.ts';
import { isJsonObject, type JsonObject } from '../../json/lossless.ts';
import type { ReasonCode } from '../../reasons/reasons.ts';
import { defineIdentifier, type Identification, type Ignored } from '../source.ts';
import { findText, textOf, type FoundField } from '../wechat-crypto/push-object.ts';
import { profileOf } from '../profile-fields.ts';
import { told } from '../refused.ts';
import { customerOf, unionIdOf } from './customer.ts';
import { pushKind, type PushKind } from './push-kinds.ts';
import { refusalsOf } from './refusals.ts';
import { options, type WechatOfficialAccountOptions } from './settings.ts';

const QR_SCENE = 'qrscene_';

/** What a push of an official account says about a customer. */
export const wechatOfficialAccountIdentity = defineIdentifier({
  platform: 'wechat-official-account',
  options,
  identify({ type, data }, settings) {
    const kind = pushKind(type);
    if (!kind) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    if (!isJsonObject(data)) return ignored('event-without-customer', 'the data are not an object');
    if (kind.customer === 'OpenID' && isOfAnotherApp(data, settings)) {
      return ignored('wrong-account', 'the AppID in the event is not the connection’s');
    }
    if (kind.effect === 'none') {
      return ignored('event-not-handled', `${type} withdraws a permission, and the customer stays a customer`);
    }
    const openId = customerOf(data, kind.customer);
    const refusals = refusalsOf(data, kind, openId?.value);
    if (!openId) return ignored('event-without-customer', `${kind.customer} is missing or not an openid`, refusals);
    const unionId = kind.unionId && unionIdOf(data);
    return change(kind, data, { openId, unionId, refusals }, settings);
  },
});

function change(
  { effect }: PushKind,
  data: JsonObject,
  { openId, unionId, refusals }: { openId: FoundField; unionId: FoundField | undefined; refusals: readonly Refusal[] },
  settings: WechatOfficialAccountOptions,
): Identification | Ignored {
  // In plaintext mode the signature does not cover what the push says.
  const grade: Grade = settings.plaintext ? 'claimed' : 'verified';
  const identities: Identity[] = [];
  if (unionId) identities.push(identity('wechat-unionid', settings.openPlatform ?? '', unionId, grade));
  identities.push(identity('wechat-openid', settings.appId, openId, grade));

  if (effect === 'erase') {
    if (grade === 'verified') return { outcome: 'changes', changes: [{ kind: 'erase', identities, cancelled: true }] };
    const detail = 'a plaintext push asks to forget a person, and nothing proves its origin';
    return ignored('needs-an-operator', detail, refusals);
  }
  const moments = effect === 'follow' || effect === 'unfollow' ? [effect] : [];
  const scene = effect === 'follow' ? qrScene(data) : undefined;
  const profile: Profile = profileOf({
    openId: openId.value,
    appId: settings.appId,
    unionId: unionId?.value,
    subscribeSource: scene,
  });
  return { outcome: 'changes', changes: [{ kind: 'upsert', identities, profile, moments, ...told(refusals) }] };
}

function identity(kind: string, scope: string, { field, value }: FoundField, grade: Grade): Identity {
  return { kind, scope, value, evidence: { grade, field } };
}

/** Authorisation events carry the app whose openid they name. */
function isOfAnotherApp(data: JsonObject, { appId }: WechatOfficialAccountOptions): boolean {
  const named = Object.keys(data).filter((key) => key.trim().toLowerCase() === 'appid');
  return named.length > 0 && findText(data, 'appid')?.value !== appId;
}

/** The scene of the parametric QR code by which somebody came to follow. */
function qrScene(data: JsonObject): string | undefined {
  const key = textOf(data, 'EventKey');
  return key?.startsWith(QR_SCENE) ? key.slice(QR_SCENE.length).trim() : undefined;
}

function ignored(reason: ReasonCode, detail: string, refusals: readonly Refusal[] = []): Ignored {
  return { outcome: 'ignored', reason, detail, ...told(refusals) };
}

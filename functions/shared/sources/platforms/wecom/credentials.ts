import type { PushObject } from '../../protocols/wechat-crypto/push-object.ts';

/** `SuiteTicket`, `AuthCode`, `WelcomeCode`, `Token`, `ResponseCode`, a bot's `response_url`. */
const CREDENTIAL = /(?:ticket|code|token|response_?url)$/i;

/** A push without what gives power over the corp's account: nothing here uses it, so no queue and no archive needs it. */
export function withoutCredentials(push: PushObject): PushObject {
  return Object.fromEntries(Object.entries(push).filter(([field]) => !CREDENTIAL.test(field.trim())));
}

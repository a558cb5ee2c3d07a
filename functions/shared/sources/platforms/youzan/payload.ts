import { jsonIn } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import type { Tells } from './events.ts';

/**
 * The content of a push: `msg` is an object in the newer refund messages and percent-encoded JSON in all others; undefined
 * where it is neither. Two encoders are in use, and nothing in a push names the one. That of trades writes a blank as `%20` and
 * leaves colons as they are; that of forms writes `%3A`, and a blank as `+`. A phone's `+86` must survive both.
 */
export function readMessage(msg: Json | undefined): JsonObject | undefined {
  if (typeof msg !== 'string') return isJsonObject(msg) ? msg : undefined;
  const text = msg.trimStart().startsWith('{') ? msg : decoded(msg);
  const content = text === undefined ? undefined : jsonIn(text);
  return isJsonObject(content) ? content : undefined;
}

function decoded(msg: string): string | undefined {
  const isForm = !msg.includes(':') && /%3a/i.test(msg);
  try {
    return decodeURIComponent(isForm ? msg.replaceAll('+', ' ') : msg);
  } catch {
    return undefined;
  }
}

/** A value and the name under which it stood. */
export interface Named {
  readonly name: string;
  readonly value: Json;
}

/** What the messages of the customer generation hold. */
interface CustomerMessage {
  readonly openId?: Named;
  readonly phone?: Named;
  readonly oldPhone?: Named;
  /** The members of a merge. */
  readonly from?: Named;
  readonly to?: Named;
  /** An authorisation alone has it. */
  readonly isAuthorisation: boolean;
}

// Of the merge and the change Youzan shows no body to whoever is not logged in: these names are not confirmed.
const OPEN_ID = ['yz_open_id'];
const PHONE = ['new_mobile', 'mobile'];
const OLD_PHONE = ['old_mobile'];
const FROM = ['from_yz_open_id', 'from'];
const TO = ['to_yz_open_id', 'to'];
const AUTHORISATION = 'is_auth_root';
/** A second phone or member, by whatever name. */
const SECOND = /^(?!mobile$|yz_open_id$).*(?:mobile|open_id)/i;

export function customerMessageOf(content: JsonObject): CustomerMessage {
  return {
    ...found('openId', content, OPEN_ID),
    ...found('phone', content, PHONE),
    ...found('oldPhone', content, OLD_PHONE),
    ...found('from', content, FROM),
    ...found('to', content, TO),
    isAuthorisation: AUTHORISATION in content,
  };
}

/**
 * Whether a body is one of this kind. Its type stands in a header that is not signed, so that anybody who has a genuine body could send
 * it again under another name: what the body holds must leave no other kind.
 */
export function fits(tells: Tells, content: JsonObject): boolean {
  const message = customerMessageOf(content);
  const { isAuthorisation } = message;
  const isChange = message.oldPhone !== undefined || content['new_mobile'] !== undefined;
  switch (tells) {
    case 'phone-authorised':
      return hasPhoneOfOne(message) && !isChange && (isAuthorisation || !hasSecond(content));
    case 'phone-changed':
      return hasPhoneOfOne(message) && !isAuthorisation;
    case 'merged':
      return message.from !== undefined && message.to !== undefined && !isAuthorisation && !isChange;
  }
}

function hasPhoneOfOne({ openId, phone, from, to }: CustomerMessage): boolean {
  return openId !== undefined && phone !== undefined && from === undefined && to === undefined;
}

function hasSecond(content: JsonObject): boolean {
  return Object.keys(content).some((name) => SECOND.test(name));
}

/** The first name under which something stands; a member may be an object of their own. */
function found(key: keyof CustomerMessage, content: JsonObject, names: readonly string[]): Partial<CustomerMessage> {
  for (const name of names) {
    const value = content[name] ?? null;
    const inner = isJsonObject(value) ? (value['yz_open_id'] ?? null) : value;
    if (inner === null || inner === '') continue;
    return { [key]: { name: isJsonObject(value) ? `${name}.yz_open_id` : name, value: inner } };
  }
  return {};
}

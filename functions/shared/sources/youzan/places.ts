import type { Contact } from '../../identity/contact.ts';
import { opaqueId } from '../../identity/opaque-id.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json/lossless.ts';
import type { EventKind } from './event-kinds.ts';

/** All examples are 8 letters and digits and 18 digits; encrypted text has other signs, and a phone is none. */
const OPEN_ID = /^(?!1[3-9]\d{9}$)[A-Za-z0-9]{8,64}$/;

/** The object of a message that names its customer. */
export function holderOf({ names }: EventKind, msg: JsonObject): JsonObject {
  return names === 'buyer' ? objectIn(objectIn(msg, 'full_order_info'), 'buyer_info') : msg;
}

export function openId(value: Json | undefined): Contact {
  return opaqueId(value, OPEN_ID);
}

export function objectIn(holder: JsonObject, name: string): JsonObject {
  const value = holder[name];
  return isJsonObject(value) ? value : {};
}

import type { Contact } from '../../identity/contact.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json/lossless.ts';
import { platformId } from '../platform-id.ts';
import type { EventKind } from './event-kinds.ts';

/** All examples are 8 letters and digits and 18 digits; encrypted text has other signs. */
const OPEN_ID = /^[A-Za-z0-9]{8,64}$/;

/** The object of a message that names its customer. */
export function holderOf({ names }: EventKind, msg: JsonObject): JsonObject {
  return names === 'buyer' ? objectIn(objectIn(msg, 'full_order_info'), 'buyer_info') : msg;
}

export function openId(value: Json | undefined): Contact {
  return platformId(value, OPEN_ID);
}

export function objectIn(holder: JsonObject, name: string): JsonObject {
  const value = holder[name];
  return isJsonObject(value) ? value : {};
}

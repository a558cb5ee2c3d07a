import type { Contact } from '../../../identity/contact.ts';
import { platformId } from '../../../identity/platform-id.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import type { EventKind } from './events.ts';

/** The object of a message that names its customer. */
export function holderOf({ names }: EventKind, msg: JsonObject): JsonObject {
  return names === 'buyer' ? objectIn(objectIn(msg, 'full_order_info'), 'buyer_info') : msg;
}

export function openId(value: Json | undefined): Contact {
  return platformId('youzan-open-id', value);
}

export function objectIn(holder: JsonObject, name: string): JsonObject {
  const value = holder[name];
  return isJsonObject(value) ? value : {};
}

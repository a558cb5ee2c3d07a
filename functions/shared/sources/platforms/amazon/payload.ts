import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';

export interface Notification {
  readonly type: string;
  readonly id: string | undefined;
  /** RFC 3339 */
  readonly time: Json | undefined;
  readonly payload: JsonObject;
}

/**
 * A notification as Amazon writes it into a queue, or in the `detail` of EventBridge. Older types write their names in small
 * letters, so the case of a name says nothing.
 */
export function readNotification(message: JsonObject): Notification | undefined {
  const notification = isEventBridge(message) ? message['detail'] : message;
  if (!isJsonObject(notification)) return undefined;
  const type = scalar(member(notification, 'NotificationType'));
  const payload = member(notification, 'Payload');
  if (!type || !isJsonObject(payload)) return undefined;
  const metadata = member(notification, 'NotificationMetadata');
  const id = isJsonObject(metadata) ? scalar(member(metadata, 'NotificationId')) : undefined;
  return { type, id: id || undefined, time: member(notification, 'EventTime'), payload };
}

/** The change of an order: `{SellerId, AmazonOrderId, …}`. */
export function orderChangeIn(payload: JsonObject): JsonObject | undefined {
  const change = member(payload, 'OrderChangeNotification') ?? member(payload, 'OrderStatusChangeNotification');
  return isJsonObject(change) ? change : undefined;
}

export function member(object: JsonObject, name: string): Json | undefined {
  const wanted = name.toLowerCase();
  const key = Object.keys(object).find((each) => each.toLowerCase() === wanted);
  return key === undefined ? undefined : object[key];
}

function isEventBridge(message: JsonObject): boolean {
  return message['detail-type'] !== undefined && message['detail'] !== undefined;
}

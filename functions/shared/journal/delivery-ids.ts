/** Headers in which platforms name one delivery of theirs, by which their consoles and their support know it. */
const HEADERS = [
  'x-shopify-webhook-id',
  'x-shopify-event-id',
  'x-wc-webhook-delivery-id',
  'x-shopline-webhook-id',
  'x-shoplazza-deduplication-id',
  'x-github-delivery',
  'x-gitea-delivery',
  'x-gogs-delivery',
  'x-adobe-delivery-id',
  'x-adobe-event-id',
  'webhook-id',
  'svix-id',
  'msg-id',
  'ce-id',
  'request-id',
  'x-request-id',
];
/** Members at the top of a payload that do the same. */
const MEMBERS = ['eventId', 'event_id', 'msgId', 'msg_id', 'MsgId', 'NotificationId', 'notificationId'];

const MAX_LENGTH = 128;
const MAX_IDS = 3;

/** The platform's own ids of a delivery. @param headers names in small letters @param data of one of its events */
export function deliveryIds(headers: Readonly<Record<string, string | undefined>>, data?: unknown): readonly string[] {
  const members =
    typeof data === 'object' && data !== null ? MEMBERS.map((name): unknown => Reflect.get(data, name)) : [];
  const id: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'id') : undefined;
  // Stripe and WeChat Pay have no header: their event's id begins with its kind.
  const ofEvent = typeof id === 'string' && /^(?:evt_|EV-)/.test(id) ? [id] : [];
  const all = [...HEADERS.map((name) => headers[name]), ...members, ...ofEvent];
  const ids = all.filter((one): one is string => typeof one === 'string' && one !== '' && one.length <= MAX_LENGTH);
  return [...new Set(ids)].slice(0, MAX_IDS);
}

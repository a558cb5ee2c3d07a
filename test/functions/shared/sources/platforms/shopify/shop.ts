import { createHmac } from 'node:crypto';
import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { shopifyIdentity } from '../../../../../../functions/shared/sources/platforms/shopify/identify.ts';
import { shopify } from '../../../../../../functions/shared/sources/platforms/shopify/receive.ts';
import type { ShopifyOptions } from '../../../../../../functions/shared/sources/platforms/shopify/receive.ts';
import type {
  Checked,
  ConfiguredReceiver,
  Decoding,
  Identification,
  Ignored,
  SourceEvent,
  Verification,
} from '../../../../../../functions/shared/sources/source.ts';

export const SHOP = 'tea-house.myshopify.com';
export const SECRET = 'hush-hush';

export function must<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

export function receiver(options: Partial<ShopifyOptions> = {}): ConfiguredReceiver {
  return must(shopify.configure({ shop: SHOP, ...options }));
}

type Headers = Readonly<Record<string, string | undefined>>;

/** A body, as JSON text or as a value, in a request of our shop with a right signature. */
export function delivery(topic: string, body: unknown, headers: Headers = {}): WebhookRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    method: 'POST',
    rawQuery: '',
    body: bytes,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': SHOP,
      'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(bytes).digest('base64'),
      'x-shopify-api-version': '2026-04',
      'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
      'x-shopify-triggered-at': '2026-10-02T08:00:01.123456789Z',
      ...headers,
    },
  };
}

export function verify(request: WebhookRequest, clientSecret = SECRET): Verification {
  return must(receiver().openSecret({ clientSecret }))(request);
}

export function decode(request: WebhookRequest, options: Partial<ShopifyOptions> = {}): Decoding {
  return receiver(options).decode(request.body, request);
}

export function decodedEvent(request: WebhookRequest, options: Partial<ShopifyOptions> = {}): SourceEvent {
  const decoding = decode(request, options);
  if (decoding.outcome !== 'events' || decoding.events[0] === undefined) throw new Error(JSON.stringify(decoding));
  return decoding.events[0];
}

export function envelope({ type, data, subject, time }: SourceEvent): Envelope {
  return {
    specversion: '1.0',
    id: 'an-id',
    source: '/shopify/tea-house',
    type,
    time: time ?? '2026-10-02T08:00:02Z',
    datacontenttype: 'application/json',
    data,
    connection: 'tea-house',
    receivedtime: '2026-10-02T08:00:02Z',
    ...(subject === undefined ? {} : { subject }),
  };
}

/** The whole way of a delivery: signature, decoding, identification. */
export function deliver(
  topic: string,
  body: unknown,
  options: Partial<ShopifyOptions> = {},
  headers: Headers = {},
): Identification | Ignored {
  const request = delivery(topic, body, headers);
  const verification = verify(request);
  if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
  const identify = must(shopifyIdentity.configure({ shop: SHOP, ...options }));
  return identify(envelope(decodedEvent(request, options)));
}

export const customer = {
  id: 7001,
  admin_graphql_api_id: 'gid://shopify/Customer/7001',
  email: 'Lan.Lin@mail.example',
  phone: '+8615424681357',
  first_name: '岚',
  last_name: '林',
  verified_email: true,
  state: 'enabled',
  updated_at: '2026-10-02T08:00:00Z',
};

/** All that Shopify still says of a customer who is gone (shopify.dev, sample of `customers/delete`). */
export const deleted = {
  id: 7001,
  phone: null,
  addresses: [],
  tax_exemptions: [],
  email_marketing_consent: { state: 'not_subscribed', opt_in_level: null, consent_updated_at: null },
  sms_marketing_consent: null,
  admin_graphql_api_id: 'gid://shopify/Customer/7001',
};

export const order = {
  id: 9001,
  admin_graphql_api_id: 'gid://shopify/Order/9001',
  token: 'f00d',
  email: 'Lan.Lin@mail.example',
  contact_email: 'lan.lin@mail.example',
  phone: null,
  financial_status: 'pending',
  cancelled_at: null,
  test: false,
  user_id: 31337,
  browser_ip: '192.0.2.17',
  updated_at: '2026-10-02T16:00:00+08:00',
  billing_address: { phone: '+8615411112223', name: '林 岚' },
  shipping_address: { phone: '+8615422223334', name: '代收' },
  line_items: [{ id: 1, title: '龙井' }],
  customer,
};

export const guestOrder = { ...order, customer: undefined, email: 'guest@mail.example', contact_email: null };

export const checkout = {
  token: 'c0ffee',
  email: 'lan.l',
  phone: null,
  line_items: [],
  updated_at: '2026-10-02T08:00:00Z',
};

export const privacyRequest = {
  shop_id: 954889,
  shop_domain: SHOP,
  customer: { id: 7001, email: 'Lan.Lin@mail.example', phone: '+8615424681357' },
};

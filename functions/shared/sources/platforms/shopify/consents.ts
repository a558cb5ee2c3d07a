import type { Trigger } from '../../../change/customer-change.ts';
import { isJsonObject, type Json } from '../../../json/lossless.ts';
import type { ActFrom } from '../../act.ts';
import type { Mapping, Reasoned } from '../../protocols/hmac/mapping.ts';
import { firstTime } from '../../rfc-3339.ts';
import type { EmailConsentBody, SmsConsentBody } from './payload.ts';
import { customerIdOf } from './fields.ts';
import { NO_PROOF_OF_PHONE } from './customers.ts';
import type { ShopifyOptions } from './receive.ts';
import { shopifyId } from './shop-ids.ts';

const UNCHANGED: Reasoned = { reason: 'event-not-handled', detail: 'the consent was neither given nor withdrawn' };

export const emailConsent: Mapping<EmailConsentBody, ShopifyOptions> = {
  unless: ({ body }) => (consentTrigger(body['email_marketing_consent'], 'email') ? undefined : UNCHANGED),
  identities: [
    shopifyId('customer_id', (body) => customerIdOf('email-consent', body)),
    { kind: 'email', path: 'email_address', grade: 'claimed', why: 'the event does not say whether it was confirmed' },
  ],
  act: (body) => actOfConsent(body['email_marketing_consent']),
  triggers: (body) => consentTrigger(body['email_marketing_consent'], 'email') ?? [],
};

export const smsConsent: Mapping<SmsConsentBody, ShopifyOptions> = {
  unless: ({ body }) => (consentTrigger(body['sms_marketing_consent'], 'sms') ? undefined : UNCHANGED),
  identities: [
    shopifyId('id', (body) => customerIdOf('sms-consent', body)),
    { kind: 'mobile', path: 'phone', grade: 'claimed', why: NO_PROOF_OF_PHONE },
  ],
  act: (body) => actOfConsent(body['sms_marketing_consent']),
  triggers: (body) => consentTrigger(body['sms_marketing_consent'], 'sms') ?? [],
};

/** The person's act at its signed time. Without one nobody knows when; and what Shopify has redacted, Shopify did. */
function actOfConsent(consent: Json | undefined): ActFrom | undefined {
  const isTheirs = isJsonObject(consent) && consent['state'] !== 'redacted' && firstTime(consent['consent_updated_at']);
  return isTheirs ? undefined : { kind: 'record' };
}

function consentTrigger(consent: Json | undefined, channel: 'email' | 'sms'): readonly [Trigger] | undefined {
  if (!isJsonObject(consent)) return undefined;
  switch (consent['state']) {
    case 'subscribed':
      // Without a signed time, an old consent sent again would undo a withdrawal.
      return typeof consent['consent_updated_at'] === 'string' ? [`${channel}-consent-given`] : undefined;
    case 'unsubscribed':
    case 'redacted':
      return [`${channel}-consent-withdrawn`];
    default:
      return undefined;
  }
}

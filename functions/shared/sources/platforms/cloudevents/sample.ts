import { sampleConfiguredEvent } from '../../protocols/hmac/sample-configured-event.ts';
import { sampleUuid } from '../../sample-id.ts';
import { defineSampler } from '../../source.ts';
import { options, secret } from './receive.ts';

/** Whatever events the connection configures, with invented people, in structured mode. */
export const cloudeventsSample = defineSampler({
  platform: 'cloudevents',
  options,
  secret,
  events: {},
  otherEvents: (type, context, { events }) => sampleConfiguredEvent(events, type, context),
  sign: (type, data, { accessToken }, _options, { now, sequence }) => ({
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-request-origin': 'events.brand.example',
      authorization: `Bearer ${accessToken}`,
    },
    rawQuery: '',
    body: JSON.stringify({
      specversion: '1.0',
      id: sampleUuid('cloudevents', type, sequence, now),
      source: '/brand/sample',
      type,
      time: new Date(now).toISOString(),
      datacontenttype: 'application/json',
      data,
    }),
  }),
});

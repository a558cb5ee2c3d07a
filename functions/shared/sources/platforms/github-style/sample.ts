import { sampleConfiguredEvent } from '../../protocols/hmac/sample-configured-event.ts';
import { sampleHmacSource } from '../../protocols/hmac/sample-hmac-source.ts';
import { sampleUuid } from '../../sample-id.ts';
import { githubStyle } from './receive.ts';

/** GitHub's own `ping`, and whatever events the connection configures, with invented people. */
export const githubStyleSample = sampleHmacSource(githubStyle, {
  events: { ping: ({ sequence }) => ({ zen: 'Keep it logically awesome.', hook_id: sequence }) },
  otherEvents: (type, context, { events, typePath }) =>
    sampleConfiguredEvent(events, type, context, typePath === undefined ? {} : { [typePath]: type }),
  headers: (type, { now, sequence }, { typeHeader = 'x-github-event', deliveryHeader = 'x-github-delivery' }) => ({
    [typeHeader.toLowerCase()]: type,
    [deliveryHeader.toLowerCase()]: sampleUuid('github-style', type, sequence, now),
  }),
});

import { rulesOf } from '../../protocols/hmac/configured-events.ts';
import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import { standardWebhooks } from './receive.ts';

/** Everything that it says of people is the connection's configuration. */
export const standardWebhooksIdentity = mapHmacSource(standardWebhooks, {
  rules: ({ events }) => rulesOf(events),
  otherPaths: ({ subjectPath, timePath }) => [subjectPath, timePath],
});

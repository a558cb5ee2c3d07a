import { rulesOf } from '../../protocols/hmac/configured-events.ts';
import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import { cloudevents } from './receive.ts';

/** Everything that it says of people is the connection's configuration. */
export const cloudeventsIdentity = mapHmacSource(cloudevents, {
  rules: ({ events }) => rulesOf(events, 'data.'),
  otherPaths: ({ subjectPath }) => [subjectPath && `data.${subjectPath}`],
});

import { rulesOf } from '../../protocols/hmac/configured-events.ts';
import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import { githubStyle } from './receive.ts';

/** Everything that it says of people is the connection's configuration. */
export const githubStyleIdentity = mapHmacSource(githubStyle, {
  rules: ({ events }) => rulesOf(events),
  otherPaths: ({ subjectPath, timePath }) => [subjectPath, timePath],
});

import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { textReader } from '../../protocols/hmac/delivery.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import { type GithubStyleOptions, type GithubStyleSecret, options, schemeOf, secret } from './settings.ts';

/** Whoever signs the body as GitHub does: an ordinary sender is configuration alone. */
export const githubStyle = defineHmacSource<AnyBody, GithubStyleOptions, GithubStyleSecret>({
  platform: 'github-style',
  options,
  secret,
  signature: (settings) => schemeOf(settings),
  key: (live) => live.secret,
  // As a form: what is signed are the bytes of the form.
  unpack: (text) => (text.startsWith('payload=') ? (new URLSearchParams(text).get('payload') ?? undefined) : undefined),
  types: ({ events }) => Object.keys(events),
  type: (delivery) => {
    const { typePath, typeHeader = 'x-github-event' } = delivery.options;
    return typePath === undefined
      ? delivery.header(typeHeader.toLowerCase())
      : textReader<GithubStyleOptions>({ path: typePath })(delivery, '');
  },
  typeHeaders: ({ typeHeader = 'x-github-event' }) => [typeHeader.toLowerCase()],
  id: ({ header, options: { deliveryHeader } }, digest, type) => {
    const delivery = deliveryHeader && header(deliveryHeader.toLowerCase());
    return delivery ? [type, delivery, digest] : [type, digest];
  },
  subject: (delivery, type) => {
    const { subjectPath } = delivery.options;
    return subjectPath && textReader<GithubStyleOptions>({ path: subjectPath })(delivery, type);
  },
  time: (delivery, type) => {
    const { timePath } = delivery.options;
    return timePath && textReader<GithubStyleOptions>({ path: timePath })(delivery, type);
  },
});

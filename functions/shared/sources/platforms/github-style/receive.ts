import * as z from 'zod/mini';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { textReader } from '../../protocols/hmac/delivery.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import { configuredEvents, configuredScopes, isErasing, path } from '../../protocols/hmac/configured-events.ts';
import { readTemplate, type SignatureScheme } from '../../protocols/hmac/signature-scheme.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';

const header = z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/, 'the name of a header: letters, digits and hyphens'));

/** Whoever signs as GitHub does; every name may be the sender's own. */
export const options = z
  .strictObject({
    /** Default `X-Hub-Signature-256`. */
    signatureHeader: z.optional(header),
    /** Default `sha256`. */
    algorithm: z.optional(z.enum(['sha1', 'sha256', 'sha512'])),
    /** Default `hex`, in small digits. */
    encoding: z.optional(z.enum(['hex', 'base64'])),
    /** Before the signature. Default: the algorithm and `=`; `''` for none. */
    prefix: z.optional(z.string()),
    /** What is signed, default `{body}`: as `{header:x-sent-at}.{body}`. */
    signed: z.optional(
      z.string().check(z.refine(isTemplate, 'must hold {body} exactly once, and else texts and {header:name}')),
    ),
    /** A header with Unix seconds that `signed` holds; deliveries that are too old or too early are refused. */
    timestampHeader: z.optional(header),
    /** Default 300. */
    toleranceSeconds: z.optional(z.int().check(z.positive())),
    /** Default `X-GitHub-Event`. Nothing signs it: an erase needs `typePath`. */
    typeHeader: z.optional(header),
    /** Where the signed body says which event it is; then no header is asked. */
    typePath: z.optional(path),
    /** The sender's id of a delivery, kept when it is repeated. Nothing signs it, unless `signed` holds it. */
    deliveryHeader: z.optional(header),
    /** Where the body says when it happened, RFC 3339. */
    timePath: z.optional(path),
    /** Where the body has the sender's id of the person; events of one person stay in order. */
    subjectPath: z.optional(path),
    events: configuredEvents,
  })
  .check(
    z.refine(
      ({ events, typePath }) => typePath !== undefined || !isErasing(events),
      'an event with effect "erase" needs typePath: whoever catches a delivery can send it again under another header',
    ),
    z.refine(
      ({ timestampHeader, signed = '' }) =>
        timestampHeader === undefined || signed.toLowerCase().includes(`{header:${timestampHeader.toLowerCase()}}`),
      'timestampHeader must stand in `signed`: a time that nobody signs proves nothing',
    ),
  );
export type GithubStyleOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The text that the sender signs with. */
  secret: z.string().check(z.minLength(1, 'the secret of the webhook; an empty one is no secret')),
});
export type GithubStyleSecret = z.infer<typeof secret>;

export function schemeOf(given: GithubStyleOptions): SignatureScheme {
  const { algorithm = 'sha256', encoding = 'hex', prefix = `${algorithm}=`, timestampHeader } = given;
  return {
    headers: [(given.signatureHeader ?? 'x-hub-signature-256').toLowerCase()],
    algorithm,
    encodings: [encoding],
    prefix,
    signed: withSmallNames(given.signed ?? '{body}'),
    ...(timestampHeader && {
      timestamp: {
        of: `header:${timestampHeader.toLowerCase()}`,
        toleranceSeconds: given.toleranceSeconds ?? 300,
      } as const,
    }),
  };
}

/** Header names come in lower case. */
function withSmallNames(template: string): string {
  return template.replaceAll(/\{header:[^}]*\}/g, (place) => place.toLowerCase());
}

function isTemplate(template: string): boolean {
  try {
    const { before, after } = readTemplate(template);
    return [...before, ...after].every((place) => place.in !== 'entry');
  } catch {
    return false;
  }
}

export const aboutGithubStyle: About<GithubStyleOptions> = {
  name: 'Whoever signs as GitHub does',
  authentication: 'HMAC over the body, header and form by configuration',
  confidence: 'confirmed',
  events: ['ping', 'as configured'],
  warnings: ({ deliveryHeader, signed = '' }) =>
    warnIf(
      deliveryHeader !== undefined && !signed.toLowerCase().includes(deliveryHeader.toLowerCase()),
      'deliveryHeader',
      {
        en: 'nothing signs it: a captured delivery that comes again under another id counts as another event',
        zh: '它没有被签名：截获的请求换一个 ID 重发，就算另一个事件',
      },
      {
        en: 'remove it if the sender never sends one body for two events',
        zh: '如果发送方不会用同样的请求体表示两个事件，就去掉它',
      },
    ),
};

/** Whoever signs the body as GitHub does: an ordinary sender is configuration alone. */
export const githubStyle = defineHmacSource<AnyBody, GithubStyleOptions, GithubStyleSecret>({
  platform: 'github-style',
  options,
  secret,
  scopes: ({ events }) => configuredScopes(events),
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

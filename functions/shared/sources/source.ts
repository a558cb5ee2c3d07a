import type * as z from 'zod/mini';
import type { Identification, IdentifyContext, Ignored } from '../change/identification.ts';
import { withPaidContacts } from '../change/paid-contacts.ts';
import { withUnmendedIdentities } from '../change/unmended-identities.ts';
import type { Envelope } from '../envelope/envelope.ts';
import { hasReadableIds } from '../envelope/readable-ids.ts';
import type { SourceEvent } from '../envelope/source-event.ts';
import type { WebhookRequest, WebhookResponse } from '../http/webhook-request.ts';
import type { Json } from '../json/lossless.ts';
import { isMended } from '../json/mend.ts';
import type { ReasonCode } from '../reasons/reasons.ts';
import { check, type Checked } from '../schema/check.ts';
import type { EvidenceRule } from './evidence-rule.ts';
import type { KnownEvents } from './known-events.ts';
import type { ScopedConnection, Scopes } from './scopes.ts';

// A platform's folder knows this file, and by it the types of what it gives.
export type { Checked, Identification, IdentifyContext, Ignored, SourceEvent };

export type Verification =
  | { readonly outcome: 'verified'; /** the signed content, decrypted */ readonly payload: Uint8Array }
  | { readonly outcome: 'answered'; /** a genuine handshake */ readonly response: WebhookResponse }
  | { readonly outcome: 'misconfigured'; /** nobody can judge the request with this secret */ readonly detail: string }
  | {
      readonly outcome: 'rejected';
      readonly status: 400 | 401 | 403 | 405;
      readonly reason: ReasonCode;
      /** For the log: says exactly why, without a secret or a person's data. */
      readonly detail: string;
      /** The signature was right and the content is not usable with our keys: keep the bytes, whatever we answer. */
      readonly authentic?: true;
    };

export type Decoding =
  | {
      readonly outcome: 'events';
      readonly events: readonly SourceEvent[];
      /** What the platform wants to hear of these events, where it is not the receiver's one acknowledgement. */
      readonly acknowledgement?: WebhookResponse;
      /** Why others of the same delivery are no events, which is kept for an operator beside them. */
      readonly unread?: Unread;
    }
  | ({ readonly outcome: 'undecodable' } & Unread);

export interface Unread {
  readonly reason: ReasonCode;
  readonly detail: string;
}

/** What the front door knows of a platform. */
export interface ReceiverDefinition<Options, Secret> {
  readonly platform: string;
  /** The connection's options in `guiyi.config.ts`. */
  readonly options: z.ZodMiniType<Options>;
  /** One live secret, fields named as the platform names them. */
  readonly secret: z.ZodMiniType<Secret>;
  /** The parameter of the query that is a secret itself: whatever is kept of a request is kept without it. */
  readonly secretParameter?: string;
  /** Whether a header, by its name in small letters, may be a secret itself: kept without it, likewise. */
  readonly isSecretHeader?: (name: string) => boolean;
  /** Pure. Is this request genuine, judged by one of the live secrets? */
  verify(request: WebhookRequest, secret: Secret, options: Options): Verification;
  /** Pure. Payload (verified, decrypted) to events. The request gives the headers that carry no proof. */
  decode(payload: Uint8Array, request: WebhookRequest, options: Options): Decoding;
  /** Pure. Who an envelope from another system is about when it names no subject: what its events are ordered by. */
  readonly subjectOf?: (data: Json) => string | undefined;
  /**
   * Pure. The scopes in which the connection's own identities are unique, as far as its options say them. Default: its events name
   * their scopes themselves, or need none.
   */
  readonly scopes?: (options: Options, connection: ScopedConnection) => Scopes;
  /** What the platform wants to hear when every envelope is queued; `decode` may have another answer for some. */
  readonly acknowledgement: WebhookResponse;
  /** How the platform wants to be told that a request was not taken; default: the word as plain text. */
  readonly errorResponse?: ErrorResponder;
}

/** Builds a public answer that says nothing that helps a forger: the status, and a word that everybody knows. */
export type ErrorResponder = (status: number, word: string) => WebhookResponse;

/** What delivery knows of a platform. */
export interface IdentifierDefinition<Options> {
  readonly platform: string;
  readonly options: z.ZodMiniType<Options>;
  /** Which field gives which identity, with which grade, and why; default: no event names anybody. */
  readonly evidence?: readonly EvidenceRule[];
  /** Which events it knows; absent where it knows no names, or a brand gives them. */
  readonly events?: () => KnownEvents;
  /** Pure. What an event says about which customer, or why it says nothing. */
  identify(event: Envelope, options: Options, context: IdentifyContext): Identification | Ignored;
}

/** Judges one request by one live secret. */
export type Verifier = (request: WebhookRequest) => Verification;

/** A receiver whose options were checked; the types of options and secret are inside. */
export interface ConfiguredReceiver {
  readonly platform: string;
  readonly acknowledgement: WebhookResponse;
  readonly errorResponse: ErrorResponder;
  readonly secretParameter: string | undefined;
  readonly isSecretHeader: (name: string) => boolean;
  openSecret(secret: unknown): Checked<Verifier>;
  decode(payload: Uint8Array, request: WebhookRequest): Decoding;
  readonly subjectOf: (data: Json) => string | undefined;
}

export interface Receiver<Options = unknown> {
  readonly platform: string;
  readonly acknowledgement: WebhookResponse;
  readonly options: z.ZodMiniType<Options>;
  /** Of one live secret. */
  readonly secret: z.ZodMiniType;
  configure(options: unknown): Checked<ConfiguredReceiver>;
  /** None for options that are not what the platform needs. */
  scopes(options: unknown, connection: ScopedConnection): Scopes;
}

export interface Identifier {
  readonly platform: string;
  readonly evidence: readonly EvidenceRule[];
  readonly events?: () => KnownEvents;
  configure(options: unknown, context?: IdentifyContext): Checked<(event: Envelope) => Identification | Ignored>;
  /** Type to the paths that its events are read by, where a source says what they say as data. */
  paths?(options: unknown): ReadonlyMap<string, readonly ReadPath[]>;
}

/** A path into the body by which a mapping reads. */
export interface ReadPath {
  /** `customer.email`; into every entry of a list `addresses[n].phone`. */
  readonly path: string;
  /** It is looked at in case something stands there: a receiver's phone, for instance. */
  readonly mayBeAbsent: boolean;
}

export function defineReceiver<Options, Secret>(definition: ReceiverDefinition<Options, Secret>): Receiver<Options> {
  const { platform, acknowledgement } = definition;
  return {
    platform,
    acknowledgement,
    options: definition.options,
    secret: definition.secret,
    configure: (raw) =>
      check(definition.options, raw, (options) => ({
        platform,
        acknowledgement,
        errorResponse: definition.errorResponse ?? plainErrorResponse,
        secretParameter: definition.secretParameter,
        isSecretHeader: definition.isSecretHeader ?? (() => false),
        openSecret: (rawSecret) =>
          check(
            definition.secret,
            rawSecret,
            (secret) => (request: WebhookRequest) => definition.verify(request, secret, options),
          ),
        decode: (payload, request) => withReadableIds(definition.decode(payload, request, options)),
        subjectOf: definition.subjectOf ?? (() => undefined),
      })),
    scopes: scopesReader(definition),
  };
}

/** Checks the options before they are asked for scopes. */
export function scopesReader<Options, Secret>({
  options,
  scopes,
}: Pick<ReceiverDefinition<Options, Secret>, 'options' | 'scopes'>): Receiver['scopes'] {
  return (raw, connection) => {
    const checked = check(options, raw, (settings) => scopes?.(settings, connection) ?? {});
    return checked.ok ? checked.value : {};
  };
}

const unreadableId: Unread = {
  reason: 'body-malformed',
  detail: 'the type, the person or the order of an event holds characters that are none, or broken UTF-8',
};

/** Without the events whose ids are not what the platform wrote. */
export function withReadableIds(decoding: Decoding): Decoding {
  if (decoding.outcome !== 'events' || decoding.events.every(hasReadableIds)) return decoding;
  const events = decoding.events.filter(hasReadableIds);
  if (events.length === 0) return { outcome: 'undecodable', ...unreadableId };
  return { ...decoding, events, unread: decoding.unread ?? unreadableId };
}

/** Without identities that were read from a text that was mended; with what the connection's typed contacts are worth. */
export function asConfigured(
  { mended }: Envelope,
  identified: Identification | Ignored,
  { contacts }: IdentifyContext,
): Identification | Ignored {
  const fields = mended?.split(' ');
  const read =
    fields === undefined ? identified : withUnmendedIdentities(identified, (field) => isMended(fields, field));
  return withPaidContacts(read, contacts);
}

/** The word as plain text. */
export const plainErrorResponse: ErrorResponder = (status, word) => ({ status, body: word });

export function defineIdentifier<Options>(definition: IdentifierDefinition<Options>): Identifier {
  return {
    platform: definition.platform,
    evidence: definition.evidence ?? [],
    ...(definition.events && { events: definition.events }),
    configure: (raw, context = {}) =>
      check(
        definition.options,
        raw,
        (options) => (event: Envelope) => asConfigured(event, definition.identify(event, options, context), context),
      ),
  };
}

/** A request as the platform would send it, built for tests, `guiyi trigger` and `guiyi demo`. */
export interface SampleRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly rawQuery: string;
  readonly body: string;
}

/** A genuine request by which the platform finds out whether an address is ours, and the answer that it wants. */
export interface UrlCheck {
  readonly request: SampleRequest;
  /** The body, byte for byte. */
  readonly answer: string;
  /** The platform gives up after it. */
  readonly withinMs: number;
}

export interface SampleContext {
  /** Unix milliseconds. */
  readonly now: number;
  /** Changes what must differ between two samples of one event (ids, nonces). */
  readonly sequence: number;
}

export interface SamplerDefinition<Options, Secret> {
  readonly platform: string;
  /** Its events come through the inlet queue alone: of a sample the body counts, and nothing is signed. */
  readonly transport?: 'inlet';
  /** Where the proof stands when nothing covers the body: a key in the address. */
  readonly proof?: 'query';
  readonly options: z.ZodMiniType<Options>;
  readonly secret: z.ZodMiniType<Secret>;
  /** Event name to a builder of its payload, with invented people. */
  readonly events: Readonly<Record<string, (context: SampleContext, options: Options) => SamplePayload>>;
  /** Events that only the options of a connection name. */
  otherEvents?(event: string, context: SampleContext, options: Options): SamplePayload | undefined;
  /** Signs or encrypts as the platform does. */
  sign(event: string, payload: SamplePayload, secret: Secret, options: Options, context: SampleContext): SampleRequest;
  /** Of a platform that checks an address before it uses it. @param now Unix ms */
  urlCheck?(secret: Secret, options: Options, now: number): UrlCheck;
}

export interface Sampler {
  readonly platform: string;
  readonly transport: 'webhook' | 'inlet';
  readonly proof: 'body' | 'query';
  readonly events: readonly string[];
  /** Undefined when the platform has no such event. */
  payload(event: string, options: unknown, context: SampleContext): SamplePayload | undefined;
  sign(event: string, payload: SamplePayload, secret: unknown, options: unknown, context: SampleContext): SampleRequest;
  /** Undefined for a platform that does not check addresses. */
  urlCheck(secret: unknown, options: unknown, now: number): UrlCheck | undefined;
}

/** @throws ZodError when options or secret are not what the platform needs. */
export function defineSampler<Options, Secret>(definition: SamplerDefinition<Options, Secret>): Sampler {
  return {
    platform: definition.platform,
    transport: definition.transport ?? 'webhook',
    proof: definition.proof ?? 'body',
    events: Object.keys(definition.events),
    payload: (event, options, context) => {
      const parsed = definition.options.parse(options);
      const build = Object.hasOwn(definition.events, event) ? definition.events[event] : undefined;
      return build ? build(context, parsed) : definition.otherEvents?.(event, context, parsed);
    },
    sign: (event, payload, secret, options, context) =>
      definition.sign(event, payload, definition.secret.parse(secret), definition.options.parse(options), context),
    urlCheck: (secret, options, now) =>
      definition.urlCheck?.(definition.secret.parse(secret), definition.options.parse(options), now),
  };
}

/** A mutable JSON object, so that `--set path=value` can change it before it is signed. */
export type SamplePayload = { [key: string]: SampleValue };
export type SampleValue = null | boolean | number | string | SampleValue[] | SamplePayload;

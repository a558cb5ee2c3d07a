import type * as z from 'zod/mini';
import type { WebhookRequest, WebhookResponse } from '../../../http/webhook-request.ts';
import type { Json, JsonObject } from '../../../json/lossless.ts';
import type { ReceiverDefinition, Verification } from '../../source.ts';
import type { HmacDelivery, TextFrom } from './delivery.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import type { SigningKey } from './verify-signature.ts';

/** Of several schemes, the first whose header is there judges. */
export type Schemes = SignatureScheme | readonly SignatureScheme[];
type Headers = Pick<WebhookRequest, 'headers'>;

/** What comes from a platform, and how it is signed. What it says of people is `mapHmacSource`'s. */
export interface HmacSourceDefinition<Path extends string, Options, Secret> {
  readonly platform: string;
  readonly options: z.ZodMiniType<Options>;
  readonly secret: z.ZodMiniType<Secret>;
  readonly signature: Schemes | ((options: Options, secret: Secret) => Schemes);
  readonly key: (secret: Secret) => SigningKey;
  /**
   * What a request without any signature is, where that can be told otherwise: a handshake, or one that proves itself in
   * another way. Undefined: it is refused.
   */
  readonly unsigned?: (request: WebhookRequest, secret: Secret, options: Options) => Verification | undefined;
  /** A genuine signature is not enough: the delivery is of another account, for instance. */
  readonly reject?: (request: Headers, options: Options) => Extract<Verification, { outcome: 'rejected' }> | undefined;
  /** The JSON inside the signed text, where that is a form. */
  readonly unpack?: (text: string) => string | undefined;
  /** The events of a delivery that holds several; undefined for one that is a single event. */
  readonly several?: (body: Json, request: Headers) => readonly Json[] | undefined;
  /** The event inside what was sent, where that is a wrapping; what it is not, comes back as it is. */
  readonly inner?: (body: Json, request: Headers, options: Options) => Json;
  /**
   * A delivery as an event bus wraps it, with the headers inside; only a message without headers is asked, so that no
   * webhook can pass for one. Undefined: it is no such thing.
   */
  readonly unwrap?: (message: JsonObject) => (Headers & { readonly body: Json }) | undefined;
  /** The platform complains, in place of an event, that it is not set up: for an operator, never a customer. A text where it is no JSON object. */
  readonly complaint?: (body: JsonObject | string) => string | undefined;
  readonly type: TextFrom<Path, Options>;
  /** Headers that `type` reads by code: each says one thing, and is refused where it stands twice with different values. */
  readonly typeHeaders?: readonly string[] | ((options: Options) => readonly string[]);
  /** The types that have a rule; every other is acknowledged and has no effect. */
  readonly types: readonly string[] | ((options: Options) => readonly string[]);
  /** Why the body cannot be of the type that an unsigned header names; undefined where it can. */
  readonly contradiction?: (type: string, body: JsonObject, options: Options) => string | undefined;
  /** What makes the event this event. Default: its type and the digest of its bytes, because only the body is signed. */
  readonly id?: (delivery: HmacDelivery<Options>, digest: string, type: string) => readonly string[];
  /** By what the events of one person are ordered. */
  readonly subject?: TextFrom<Path, Options>;
  /** By what events without a person are ordered: a purchase. */
  readonly partition?: TextFrom<Path, Options>;
  /** RFC 3339, of the signed body. */
  readonly time?: TextFrom<Path, Options>;
  /** Says of test deliveries that they are; they are acknowledged and have no effect. */
  readonly isTest?: (delivery: HmacDelivery<Options>) => boolean;
  readonly acknowledgement?: WebhookResponse;
  /** As in every receiver: the scopes of the connection's own identities. */
  readonly scopes?: NonNullable<ReceiverDefinition<Options, Secret>['scopes']>;
  /** As in every receiver: what must not be kept of a request, because it is a secret itself. */
  readonly secretParameter?: string;
  readonly isSecretHeader?: (name: string) => boolean;
}

import type { Moment, Profile } from '../../change/customer-change.ts';
import type { Envelope } from '../../envelope/envelope.ts';
import type { Grade, IdentityKind } from '../../identity/identity.ts';
import type { RefusalReason } from '../../identity/refusal.ts';
import type { JsonObject } from '../../json/lossless.ts';
import type { IdentifyContext, Identification, Ignored } from '../source.ts';
import type { Path } from './path.ts';

/** One event as a mapping sees it. */
export interface Happened<Body, Options> {
  readonly body: Body;
  readonly event: Envelope;
  readonly options: Options;
  readonly context: IdentifyContext;
}

/** A place where an event may hold an identity. */
export interface Offer<Body, Options> {
  readonly kind: IdentityKind;
  readonly path: Path<Body>;
  /** How sure the platform is of it; by what stands beside it, where that differs from event to event. */
  readonly grade: Grade | ((body: Body) => Grade);
  /** The reason of the grade, for the reference page. */
  readonly why: string;
  /** Default: none for contacts. */
  readonly scope?: (happened: Happened<Body, Options>) => string;
}

/** A value that is somebody else's: counted, never used. */
export interface Stranger<Body> {
  readonly kind: IdentityKind;
  readonly path: Path<Body>;
  readonly reason: Extract<RefusalReason, 'receiver' | 'staff' | 'shop'>;
}

/** From where a profile field is filled; what comes of it is normalised as that field is. */
export type FieldFrom<Body> = Path<Body> | ((body: Body) => unknown);

/** What an event of a type says about a person, as data. */
export interface Mapping<Body, Options> {
  /** In the order of trust. Of an inner list the first place that holds anything counts, and no other is tried for it. */
  readonly identities: readonly (Offer<Body, Options> | readonly Offer<Body, Options>[])[];
  readonly strangers?: readonly Stranger<Body>[];
  readonly profile?: { readonly [Field in keyof Profile]?: FieldFrom<Body> };
  readonly moments?: readonly Moment[] | ((body: Body) => readonly Moment[]);
  /** `erase`: the platform says that this person must be forgotten. */
  readonly effect?: 'upsert' | 'erase';
}

/** A mapping, or a small function where an event needs a look at several fields. */
export type Rule<Body, Options> =
  | Mapping<Body, Options>
  | ((happened: Happened<Body, Options>) => Identification | Ignored);

export type AnyBody = JsonObject;

import type { Trigger, NameFrom, ProfileFields } from '../../../change/customer-change.ts';
import type { Envelope } from '../../../envelope/envelope.ts';
import type { Grade, Identity, IdentityKind } from '../../../identity/identity.ts';
import type { DiscardReason } from '../../../identity/discarded-value.ts';
import type { Json, JsonObject } from '../../../json/lossless.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import type { ActFrom } from '../../act.ts';
import type { Basis } from '../../evidence-rule.ts';
import type { IdentifyContext, Identification, Ignored } from '../../source.ts';
import type { PathOf, PathOfAll } from './path.ts';

/** One event as a mapping sees it. What its body holds, nobody has promised. */
export interface Happened<Options> {
  readonly body: JsonObject;
  readonly event: Envelope;
  readonly options: Options;
  readonly context: IdentifyContext;
}

/** A place where an event may hold an identity. */
export interface MappedCandidate<Path extends string, Options> {
  readonly kind: IdentityKind;
  readonly path: Path;
  /** What counts in place of the text at the path: an id inside a global one. Undefined: nothing is offered. */
  readonly value?: (body: JsonObject) => Json | undefined;
  readonly grade: Grade;
  /** The reason of the grade, for the reference page. */
  readonly why: string;
  /** What makes it verified where `grade` says less; undefined where the event does not say whether. */
  readonly proof?: { readonly given: (body: JsonObject) => boolean | undefined; readonly why: string };
  /** On what the proof of a contact rests; needed by every contact that is, or may be, verified. */
  readonly basis?: Basis;
  /** In what the value is unique; needed by every kind that has a scope. */
  readonly scope?: (happened: Happened<Options>) => string;
  /** Of a phone: where the record names its country. What stands in several places must agree. */
  readonly countries?: readonly FieldFrom<Path>[];
}

/** A value that is somebody else's: counted, never used. One that the person is known by too is nobody else's. */
export interface ThirdPartyField<Path extends string> {
  readonly kind: IdentityKind;
  readonly path: Path;
  readonly reason: Extract<DiscardReason, 'receiver' | 'staff' | 'shop'>;
}

/** From where a profile field is filled; what comes of it is normalised as that field is. */
export type FieldFrom<Path extends string> = Path | ((body: JsonObject) => unknown);

export type ProfileFrom<Path extends string> = {
  readonly [
    Field in Exclude<keyof ProfileFields, 'email' | 'emailVerified' | 'openId' | 'unionId' | 'appId'>
  ]?: FieldFrom<Path>;
} & {
  /** The address is a field only where it is an identity of the same event; its proof says whether it is verified. */
  readonly email?: 'identity';
};

/** A text that must stand at a path: an order that is paid, for instance. */
export interface Condition<Path extends string> {
  readonly path: Path;
  readonly equals: string;
}

/** Why an event changes nobody. */
export interface Reasoned {
  readonly reason: ReasonCode;
  readonly detail: string;
}

/** What an event of a type says about a person, as data; its paths are checked against the type of its body. */
export type Mapping<Body, Options> = MappingBy<PathOf<Body>, PathOfAll<Body>, Options>;

export interface MappingBy<Path extends string, PathOfMany extends string, Options> {
  /** In the order of trust. Of an inner list the first place that holds anything counts, and no other is tried for it. */
  readonly identities: readonly (MappedCandidate<Path, Options> | readonly MappedCandidate<Path, Options>[])[];
  readonly thirdPartyFields?: readonly ThirdPartyField<PathOfMany>[];
  /** Contacts that were the person's until now, and are never sent; one that is still theirs is not released. */
  readonly released?: readonly MappedCandidate<Path, Options>[];
  readonly profile?: ProfileFrom<Path>;
  /** Needed where the profile has a name. */
  readonly nameFrom?: NameFrom | ((body: JsonObject) => NameFrom);
  /** Undefined: the event is itself what the person did. */
  readonly act?: ActFrom<Path> | ((body: JsonObject) => ActFrom | undefined);
  readonly triggers?: readonly Trigger[] | ((body: JsonObject) => readonly Trigger[]);
  /** `erase`: the platform says that this person must be forgotten. */
  readonly effect?: 'upsert' | 'erase';
  /** By which ids the channel that asks for an erase knows people, where it asks for itself alone. */
  readonly channel?: (
    happened: Happened<Options>,
  ) => readonly { readonly kind: IdentityKind; readonly scope: string }[];
  /** Without all of these the event has no effect. */
  readonly when?: readonly Condition<Path>[];
  /** Why this event has no effect; undefined where it has one. */
  readonly unless?: (happened: Happened<Options>) => Reasoned | undefined;
  /** Why these identities, which are at least one, are not enough; undefined where they are. */
  readonly lacks?: (identities: readonly Identity[]) => string | undefined;
}

/** A mapping as it is applied, whatever its body was said to be. */
export type AnyMapping<Options> = MappingBy<string, string, Options>;

/** A mapping, or a small function where an event needs a look at several fields. */
export type Rule<Options> = AnyMapping<Options> | ((happened: Happened<Options>) => Identification | Ignored);

/** Type to what an event of it says of a person. */
export type Rules<Options> = Readonly<Record<string, Rule<Options>>>;

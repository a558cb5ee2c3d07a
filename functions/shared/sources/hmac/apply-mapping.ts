import type { Moment, Profile } from '../../change/customer-change.ts';
import type { Identity } from '../../identity/identity.ts';
import { normalise } from '../../identity/normalise.ts';
import { refusalOf } from '../../identity/refusal-of.ts';
import type { Refusal } from '../../identity/refusal.ts';
import type { Json, JsonObject } from '../../json/lossless.ts';
import { isPresent } from '../present.ts';
import { birthday, gender, language, plainText, profileOf } from '../profile-fields.ts';
import { because, refused, told } from '../refused.ts';
import type { Identification, Ignored } from '../source.ts';
import type { FieldFrom, Happened, Mapping, Offer } from './mapping.ts';
import { valueAt } from './path.ts';

/** A body whose fields nobody has promised: what a path finds in it is judged. */
type Body = JsonObject;

/** What a mapping makes of one event. */
export function applyMapping<Options>(
  mapping: Mapping<Body, Options>,
  happened: Happened<Body, Options>,
): Identification | Ignored {
  const { body, event } = happened;
  const judged = mapping.identities.map((place) => judgeFirst(isList(place) ? place : [place], happened));
  const identities = judged.flatMap(({ identity }) => identity ?? []);
  const refusals = [
    ...judged.flatMap((each) => each.refusals),
    ...(mapping.strangers ?? []).flatMap(({ kind, path, reason }) => strangerAt(body, kind, path, reason)),
  ];
  if (identities.length === 0) {
    return mapping.effect === 'erase'
      ? {
          outcome: 'ignored',
          reason: 'needs-an-operator',
          detail: `an erase without a usable identity${because(refusals)}`,
          ...told(refusals),
        }
      : {
          outcome: 'ignored',
          reason: 'event-without-customer',
          detail: `no usable identity${because(refusals)}`,
          ...told(refusals),
        };
  }
  if (mapping.effect === 'erase') return { outcome: 'changes', changes: [{ kind: 'erase', identities }] };
  const profile = profileIn(mapping.profile ?? {}, body, event.time);
  const moments = momentsIn(mapping.moments ?? [], body);
  return {
    outcome: 'changes',
    changes: [{ kind: 'upsert', identities, profile: ownEmail(profile, identities), moments, ...told(refusals) }],
  };
}

function isList<T extends object>(place: T | readonly T[]): place is readonly T[] {
  return Array.isArray(place);
}

interface Judged {
  readonly identity?: Identity;
  readonly refusals: readonly Refusal[];
}

/** The first place that holds anything decides; what the others hold beside may be another person's. */
function judgeFirst<Options>(places: readonly Offer<Body, Options>[], happened: Happened<Body, Options>): Judged {
  const { body, context } = happened;
  const offers = places.map((place) => {
    const value = valueAt(body, place.path);
    return {
      place,
      value,
      contact: normalise(place.kind, idText(value), { region: context.region, foreignMobile: 'plus' }),
    };
  });
  const first = offers.find(({ contact }) => contact.ok || contact.reason !== 'empty');
  if (!first) return { refusals: [] };
  const beside = offers.flatMap(({ place, value, contact }) => {
    if (place === first.place) return [];
    if (!contact.ok) return refusalOf(place.kind, place.path, contact, value) ?? [];
    const isSame = first.contact.ok && first.contact.value === contact.value;
    return isSame ? [] : refused(place.kind, place.path, contact.value, 'receiver');
  });
  const { place, value, contact } = first;
  if (!contact.ok)
    return { refusals: [refusalOf(place.kind, place.path, contact, value)].filter(isPresent).concat(beside) };
  const grade = typeof place.grade === 'function' ? place.grade(body) : place.grade;
  const scope = place.scope?.(happened) ?? '';
  return {
    identity: { kind: place.kind, scope, value: contact.value, evidence: { grade, field: place.path } },
    refusals: beside,
  };
}

/** Numeric ids are ids: the reader of JSON has kept those that a number cannot hold as text. */
function idText(value: Json | undefined): Json | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? String(value) : value;
}

function strangerAt(body: Body, kind: string, path: string, reason: 'receiver' | 'staff' | 'shop'): readonly Refusal[] {
  const value = valueAt(body, path);
  return value === undefined || value === null || value === '' || value === 0 ? [] : refused(kind, path, value, reason);
}

function momentsIn(moments: readonly Moment[] | ((body: Body) => readonly Moment[]), body: Body): readonly Moment[] {
  return typeof moments === 'function' ? moments(body) : moments;
}

function profileIn(fields: { readonly [Field in keyof Profile]?: FieldFrom<Body> }, body: Body, time: string): Profile {
  const read = (from: FieldFrom<Body> | undefined): unknown =>
    from === undefined ? undefined : typeof from === 'function' ? from(body) : valueAt(body, from);
  const verified = read(fields.emailVerified);
  return profileOf({
    name: plainText(read(fields.name)),
    nickName: plainText(read(fields.nickName)),
    gender: gender(read(fields.gender)),
    birthday: birthday(read(fields.birthday), time),
    province: plainText(read(fields.province)),
    city: plainText(read(fields.city)),
    district: plainText(read(fields.district)),
    email: addressOf(read(fields.email)),
    emailVerified: verified === true || verified === 1 ? 1 : verified === false || verified === 0 ? 0 : undefined,
    language: language(read(fields.language)),
    source: plainText(read(fields.source)),
    subscribeSource: plainText(read(fields.subscribeSource)),
  });
}

function addressOf(value: unknown): string | undefined {
  const address = normalise('email', value);
  return address.ok ? address.value : undefined;
}

/** An address is written as a field only where it is the person's: as an identity of the same event. */
function ownEmail(profile: Profile, identities: readonly Identity[]): Profile {
  if (identities.some(({ kind, value }) => kind === 'email' && value === profile.email)) return profile;
  const { email: _email, emailVerified: _emailVerified, ...rest } = profile;
  return rest;
}

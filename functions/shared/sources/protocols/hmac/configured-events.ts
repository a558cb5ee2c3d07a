import * as z from 'zod/mini';
import { triggers } from '../../../change/customer-change.ts';
import { isKnownKind, kindOf, kinds } from '../../../identity/kinds.ts';
import type { Scopes } from '../../scopes.ts';
import type { AnyMapping, Rules } from './mapping.ts';

/** A dotted path into the body, as a connection's options write it. */
export const path = z
  .string()
  .check(
    z.regex(/^[^.[\]\s]+(?:\.[^.[\]\s]+)*$/, 'a dotted path to one value as "customer.email"; into lists leads none'),
  );

const identity = z
  .strictObject({
    kind: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,62}$/, 'a kind as "email", "mobile" or "member-no"')),
    /** Of a list the first path that holds anything counts, and no other is tried. */
    path: z.union([path, z.readonly(z.array(path).check(z.minLength(1)))]),
    /** Default: claimed. `verified` is the brand's own word that its system has proved it. */
    grade: z.optional(z.enum(['verified', 'claimed'])),
    /**
     * Of a verified contact. Default `record`: the sender repeats what it has proved once. `act`: this event is the proof, by a code, a
     * link or a log-in.
     */
    basis: z.optional(z.enum(['act', 'record'])),
    /** In what the value is unique; needed by every kind that has a scope. */
    scope: z.optional(z.string().check(z.minLength(1))),
    /** Of a mobile: where the body names its country, by an ISO or a calling code. */
    country: z.optional(path),
  })
  .check(
    z.refine(
      ({ kind, country }) => kind === 'mobile' || country === undefined,
      'only a mobile has a country beside it',
    ),
    z.refine(
      ({ kind, scope }) => !isKnownKind(kind) || kinds[kind].scope === 'none' || scope !== undefined,
      'needs a scope: the same value is another person’s elsewhere',
    ),
    z.refine(
      ({ grade, basis }) => basis === undefined || grade === 'verified',
      'basis says on what a proof rests: it needs grade: "verified"',
    ),
  );

/** Of what an event tells that is not itself what the person did; `created` leads to RFC 3339 or Unix seconds or milliseconds. */
const act = z.union([
  z.strictObject({ kind: z.literal('order'), created: path }),
  z.strictObject({ kind: z.literal('record'), created: z.optional(path) }),
]);

const profile = z.strictObject({
  name: z.optional(path),
  nickName: z.optional(path),
  gender: z.optional(path),
  birthday: z.optional(path),
  province: z.optional(path),
  city: z.optional(path),
  district: z.optional(path),
  language: z.optional(path),
});

const event = z.strictObject({
  identities: z.readonly(z.array(identity).check(z.minLength(1))),
  /** Only where all of these hold: an order that is paid, for instance. */
  when: z.optional(z.readonly(z.array(z.strictObject({ path, equals: z.string() })))),
  profile: z.optional(profile),
  /** Where `profile.name` comes from. Default `beside-contact`: it was typed together with a contact. */
  nameFrom: z.optional(z.enum(['account', 'beside-contact'])),
  /** Default: the event is what the person did, at its time. */
  act: z.optional(act),
  /** The email identity is written as the customer's address too. */
  emailField: z.optional(z.boolean()),
  triggers: z.optional(z.readonly(z.array(z.enum(triggers)))),
  /** `erase`: this person must be forgotten. */
  effect: z.optional(z.enum(['upsert', 'erase'])),
});

/** Type to what an event of it says of a person: an ordinary sender is configuration alone. */
export const configuredEvents = z.record(z.string().check(z.minLength(1)), event);
export type ConfiguredEvents = z.infer<typeof configuredEvents>;
type ConfiguredEvent = ConfiguredEvents[string];

/** Whoever catches one delivery may send it again under another type, where the type is not signed. */
export function isErasing(events: ConfiguredEvents): boolean {
  return Object.values(events).some(({ effect }) => effect === 'erase');
}

/** @param within where the body of the brand begins: `data.` inside an envelope of the sender's */
export function rulesOf<Options>(events: ConfiguredEvents, within = ''): Rules<Options> {
  return Object.fromEntries(Object.entries(events).map(([type, each]) => [type, mappingOf(each, within)]));
}

function mappingOf<Options>(event: ConfiguredEvent, within: string): AnyMapping<Options> {
  const { identities, when = [], profile: from = {}, emailField, triggers: own = [], effect = 'upsert' } = event;
  const { nameFrom = 'beside-contact', act: tells } = event;
  return {
    identities: identities.map(({ kind, path: paths, grade = 'claimed', basis = 'record', scope = '', country }) =>
      [paths].flat().map((at) => ({
        kind,
        path: within + at,
        grade,
        // A kind of the tenant's own may be a contact.
        ...((kindOf(kind)?.contact ?? true) && { basis }),
        why: 'by configuration',
        scope: () => scope,
        ...(country !== undefined && { countries: [within + country] }),
      })),
    ),
    profile: {
      ...Object.fromEntries(Object.entries(from).map(([field, at]) => [field, within + at])),
      ...(emailField ? { email: 'identity' } : {}),
    },
    nameFrom,
    ...(tells && {
      act: { kind: tells.kind, ...(tells.created !== undefined && { created: within + tells.created }) },
    }),
    triggers: own,
    effect,
    when: when.map(({ path: at, equals }) => ({ path: within + at, equals })),
  };
}

/** The scopes that the events of a connection name; of a kind in several scopes there is not one. */
export function configuredScopes(events: ConfiguredEvents): Scopes {
  const scopes = new Map<string, string | undefined>();
  for (const { kind, scope } of Object.values(events).flatMap(({ identities }) => identities)) {
    if (scope !== undefined) scopes.set(kind, scopes.has(kind) && scopes.get(kind) !== scope ? undefined : scope);
  }
  return Object.fromEntries([...scopes].filter(([, scope]) => scope !== undefined));
}

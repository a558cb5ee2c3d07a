import * as z from 'zod/mini';
import { triggers } from '../change/customer-change.ts';
import { scopeTypes } from '../identity/scope-type.ts';
import { deploymentSchema } from './deployment.ts';

const name = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a name of small letters, digits and hyphens'));
const trigger = z.enum(triggers);
const positive = z.number().check(z.positive());
/** Half a lane would be none. */
const count = z.int().check(z.positive());

const days = z.number().check(z.minimum(0), z.maximum(3650));
const someone = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]*:\S+$/, 'an identity as "kind:value", or "customer:<id>"'));
/** Past these a value of one kind is taken for one that many share. */
const kindLimit = z.strictObject({
  perCustomer: z.optional(count),
  customersPerValue: z.optional(count),
  windowDays: z.optional(positive),
  beyond: z.optional(z.enum(['refuse', 'case'])),
});

const enrich = z.strictObject({
  waitMinutes: z.optional(z.number().check(z.minimum(0), z.maximum(24 * 60))),
  cacheMinutes: z.optional(z.number().check(z.minimum(0), z.maximum(24 * 60))),
  // Delivery keeps it free before it begins an event, beside the time of the CDP's calls.
  timeoutSeconds: z.optional(z.number().check(z.positive(), z.maximum(10))),
  baseUrl: z.optional(
    z
      .string()
      .check(z.regex(/^(https:\/\/[^/?#]+|http:\/\/127\.0\.0\.1(:\d+)?)$/, 'an https:// address without a path')),
  ),
});

/** `paid`: whoever pays with a contact is whoever has paid with it before. */
const worth = z.optional(z.enum(['typed', 'paid']));

/** Everything of a connection but its options, which its source checks. */
export const connection = z.strictObject({
  source: z.string(),
  options: z.optional(z.unknown()),
  secret: z.optional(z.string().check(z.minLength(1))),
  trust: z.optional(z.enum(['queue'])),
  inlet: z.optional(z.strictObject({ match: z.array(z.strictObject({ path: z.string(), equals: z.string() })) })),
  region: z.optional(z.string().check(z.refine((code) => isRegion(code), 'an ISO 3166 code as "DE"'))),
  enrich: z.optional(enrich),
  contacts: z.optional(z.strictObject({ email: worth, mobile: worth })),
});

const patterns = z.optional(
  z.array(z.string().check(z.refine((text) => isRegularExpression(text), 'a regular expression'))),
);

const cdp = z.strictObject({
  baseUrl: z
    .string()
    .check(
      z.regex(
        /^(sandbox|https:\/\/[^/?#]+|http:\/\/127\.0\.0\.1(:\d+)?)$/,
        '"sandbox", or the https:// address of the tenant without a path',
      ),
    ),
  token: z.optional(
    z
      .strictObject({
        path: z
          .string()
          .check(z.regex(/^(\/|https:\/\/[^/?#]+\/)/, 'a path that begins with /, or an https:// address with a path')),
        method: z.optional(z.enum(['GET', 'POST'])),
        placement: z.optional(z.enum(['json', 'form', 'query', 'basic'])),
        appKeyField: z.optional(z.string()),
        secretField: z.optional(z.string()),
        fields: z.optional(z.record(z.string(), z.string())),
        tokenPath: z.string(),
        expiresInPath: z.string(),
      })
      .check(
        z.refine(
          ({ method, placement = 'json' }) => method !== 'GET' || placement === 'query' || placement === 'basic',
          'method GET with placement "query" or "basic": a GET has no body',
        ),
      ),
  ),
  identityTypes: z.record(
    z.string(),
    z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(32)), value: z.enum(['bare', 'scoped']) }),
  ),
  identityKinds: z.optional(
    z.record(
      name,
      z.strictObject({
        scope: z.enum(scopeTypes),
        rank: z.number(),
        unique: z.boolean(),
        contact: z.optional(z.boolean()),
        mayLink: z.optional(z.boolean()),
        normalise: z.optional(z.enum(['opaque', 'lower', 'digits'])),
      }),
    ),
  ),
  blocklist: z.optional(
    z.strictObject({
      mobile: z.optional(
        z.array(z.string().check(z.regex(/^\+?\d{8,15}$/, '11 digits of a mainland number, or + and the digits'))),
      ),
      email: z.optional(
        z.array(z.string().check(z.regex(/^[^@\s]*@[^@\s]+$/, 'an address, or a domain as @agency.example'))),
      ),
    }),
  ),
  foreignMobile: z.optional(z.enum(['digits', 'plus'])),
  merge: z.optional(z.enum(['never', 'verified', 'always'])),
  typedContacts: z.optional(z.enum(['corroborated', 'join', 'withhold'])),
  deletedIdentities: z.optional(z.enum(['released', 'retained', 'revived'])),
  strategyPlacement: z.optional(z.enum(['body', 'query', 'both'])),
  limits: z.optional(z.strictObject({ callsPerSecond: positive, inFlight: count })),
  timeoutSeconds: z.optional(
    // The time of the deliver function follows from it.
    z.number().check(z.positive(), z.maximum(20)),
  ),
  freshMinutes: z.optional(z.number().check(z.minimum(0), z.maximum(24 * 60))),
  groupDays: z.optional(z.number().check(z.minimum(0), z.maximum(30))),
  listLookUp: z.optional(z.enum(['any-owner', 'unknown'])),
  giveUpAfterDays: z.optional(z.number().check(z.positive(), z.maximum(13))),
  messages: z.optional(z.strictObject({ auth: patterns, permanent: patterns, notFound: patterns })),
});

/** The configuration but for the options of each connection. */
export const config = z.strictObject({
  connections: z.record(name, connection),
  cdp,
  groups: z.optional(
    z.record(
      z.string().check(z.minLength(1)),
      z.strictObject({
        join: z.optional(z.array(trigger)),
        leave: z.optional(z.array(trigger)),
        connections: z.optional(z.array(z.string())),
        folder: z.optional(z.array(z.string().check(z.minLength(1))).check(z.minLength(1))),
      }),
    ),
  ),
  guards: z.optional(
    z.strictObject({
      valuesPerCustomer: z.optional(count),
      customersPerValue: z.optional(count),
      windowDays: z.optional(positive),
      kinds: z.optional(z.record(z.string(), kindLimit)),
      staleContactDays: z.optional(z.record(z.string(), days)),
      companyDomains: z.optional(
        z.record(z.string().check(z.regex(/^[^@\s]+\.[^@\s.]+$/, 'a domain as "firm.example"')), days),
      ),
      unknownAge: z.optional(z.enum(['join', 'withhold'])),
      neverOne: z.optional(z.array(z.tuple([someone, someone]))),
    }),
  ),
  privacy: z.optional(
    z.strictObject({
      otherChannels: z.optional(z.enum(['case', 'delete'])),
      onUnfollow: z.optional(z.enum(['leave', 'erase'])),
      onAuthorisationCancelled: z.optional(z.enum(['erase', 'case'])),
      onConsentWithdrawn: z.optional(z.enum(['leave', 'suppress-contact'])),
      blockDays: z.optional(days),
      suppressOnErase: z.optional(z.boolean()),
    }),
  ),
  ledger: z.optional(z.strictObject({ compat: z.optional(z.boolean()) })),
  journal: z.optional(
    z.strictObject({
      days: z.optional(z.int().check(z.minimum(15), z.maximum(400))),
      envelopes: z.optional(z.boolean()),
      index: z.optional(z.boolean()),
      off: z.optional(z.boolean()),
    }),
  ),
  door: z.optional(z.strictObject({ maxBodyBytes: z.optional(count) })),
  delivery: z.optional(
    z.strictObject({ undecidedAttempts: z.optional(count), undecidedMinutes: z.optional(positive) }),
  ),
  deployment: z.optional(deploymentSchema),
});

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Regions to the library of names, and nobody's telephone numbers. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'ZZ']);

/** `UK` is no code: the country's is `GB`, and its numbers would not be found under another. */
function isRegion(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRY.has(code)) return false;
  return new Intl.Locale(`und-${code}`).region === code && regionNames.of(code) !== undefined;
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** The keys that an object schema knows at a path, for spelling hints. */
export function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const definition = schema._zod.def as {
    readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
    readonly innerType?: z.core.$ZodType;
    readonly valueType?: z.core.$ZodType;
    readonly element?: z.core.$ZodType;
  };
  if (definition.innerType) return knownKeys(definition.innerType, path);
  const [head, ...rest] = path;
  if (head === undefined) return Object.keys(definition.shape ?? {});
  const next = definition.shape?.[String(head)] ?? definition.valueType ?? definition.element;
  return next ? knownKeys(next, rest) : [];
}

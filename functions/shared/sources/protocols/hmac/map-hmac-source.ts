import type { Envelope } from '../../../envelope/envelope.ts';
import { isKnownKind, kindOf, kinds } from '../../../identity/kinds.ts';
import { isJsonObject } from '../../../json/lossless.ts';
import { check } from '../../../schema/check.ts';
import { knownEvents } from '../../known-events.ts';
import {
  type Identification,
  type Identifier,
  type IdentifyContext,
  type Ignored,
  type ReadPath,
  asConfigured,
} from '../../source.ts';
import { ignoredByMapping, mappingApplier } from './apply-mapping.ts';
import { configuredEvidence } from './configured-evidence.ts';
import { TEST_MARK } from './decode-delivery.ts';
import type { HmacSource } from './define-hmac-source.ts';
import { evidenceOf, pathsOf } from './describe-rules.ts';
import type { Happened, Reasoned, Rules } from './mapping.ts';

export interface HmacMapping<Options> {
  /** Of every connection, or as its options say. A type that has none is acknowledged and has no effect. */
  readonly rules: Rules<Options> | ((options: Options) => Rules<Options>);
  /** Why no event of this sort has an effect, whatever its rule says; undefined where it has. */
  readonly unless?: (happened: Happened<Options>) => Reasoned | undefined;
  /** Paths that a connection's options name beside the rules: who an event is about, when it happened. */
  readonly otherPaths?: (options: Options) => readonly (string | undefined)[];
  /** Tests of the platform count, if the connection says so. */
  readonly acceptsTests?: (options: Options) => boolean;
}

/** What the events of a source say, as data. @throws RangeError when a rule cannot be one. */
export function mapHmacSource<Options, Secret>(
  source: HmacSource<Options, Secret>,
  mapping: HmacMapping<Options>,
): Identifier {
  const { platform, options } = source;
  const own = typeof mapping.rules === 'function' ? {} : mapping.rules;
  requireGuardedErase(source, own);
  requireScope(platform, own);
  requireStated(platform, own);
  const rulesFor = (settings: Options) => (typeof mapping.rules === 'function' ? mapping.rules(settings) : own);
  const ownAppliers = appliersOf(own);
  return {
    platform,
    evidence: typeof mapping.rules === 'function' ? configuredEvidence : evidenceOf(own),
    ...(typeof mapping.rules !== 'function' && { events: () => knownEvents(Object.entries(own), namesWhom) }),
    configure: (raw, context = {}) =>
      check(options, raw, (settings) => {
        const appliers = typeof mapping.rules === 'function' ? appliersOf(mapping.rules(settings)) : ownAppliers;
        const opened = { ...mapping, platform, settings, context };
        return (event: Envelope) => asConfigured(event, identify(event, appliers, opened), context);
      }),
    paths: (raw) => {
      const checked = check(options, raw, (settings) => {
        const others = [...orderPathsOf(source), ...(mapping.otherPaths?.(settings) ?? [])];
        return withOthers(pathsOf(rulesFor(settings)), others);
      });
      return checked.ok ? checked.value : new Map();
    },
  };
}

function namesWhom<Options>(rule: Rules<Options>[string]): 'customer' | 'nobody' {
  return typeof rule !== 'function' && rule.identities.length === 0 ? 'nobody' : 'customer';
}

/** By what the source itself orders its events, where that is a path. */
function orderPathsOf<Options, Secret>({
  definition: { subject, time },
}: HmacSource<Options, Secret>): readonly string[] {
  return [subject, time].flatMap((from) => (typeof from === 'object' && 'path' in from ? [from.path] : []));
}

function withOthers(
  paths: ReadonlyMap<string, readonly ReadPath[]>,
  others: readonly (string | undefined)[],
): ReadonlyMap<string, readonly ReadPath[]> {
  const read = others.filter((path) => path !== undefined);
  return new Map(
    [...paths].map(([type, own]) => {
      const all = new Map(own.map(({ path, mayBeAbsent }) => [path, mayBeAbsent]));
      for (const path of read) all.set(path, false);
      return [type, [...all].map(([path, mayBeAbsent]) => ({ path, mayBeAbsent }))];
    }),
  );
}

type Applier<Options> = (happened: Happened<Options>) => Identification | Ignored;

function appliersOf<Options>(rules: Rules<Options>): ReadonlyMap<string, Applier<Options>> {
  return new Map(
    Object.entries(rules).map(([type, rule]) => [type, typeof rule === 'function' ? rule : mappingApplier(rule)]),
  );
}

interface Opened<Options> extends Omit<HmacMapping<Options>, 'rules'> {
  readonly platform: string;
  readonly settings: Options;
  readonly context: IdentifyContext;
}

function identify<Options>(
  event: Envelope,
  appliers: ReadonlyMap<string, Applier<Options>>,
  { platform, settings, context, unless, acceptsTests }: Opened<Options>,
): Identification | Ignored {
  const apply = appliers.get(event.type);
  const body = event.data;
  if (!apply) return ignoredByMapping('event-not-handled', `${platform} has no rule for this type`, []);
  if (!isJsonObject(body)) return ignoredByMapping('event-without-customer', 'the body is no object', []);
  if (body[TEST_MARK] === true && acceptsTests?.(settings) !== true)
    return ignoredByMapping('test-delivery', 'a test of the platform', []);
  const happened = { body, event, options: settings, context };
  const without = unless?.(happened);
  return without ? ignoredByMapping(without.reason, without.detail, []) : apply(happened);
}

/**
 * Whoever catches one delivery may send it again under another type, if the type is not signed: an erase must be one by its
 * body.
 */
function requireGuardedErase<Options, Secret>(
  { definition }: HmacSource<Options, Secret>,
  rules: Rules<Options>,
): void {
  const { platform, type, contradiction } = definition;
  const isSigned = typeof type === 'object' && 'path' in type;
  const erases = Object.values(rules).some((rule) => typeof rule !== 'function' && rule.effect === 'erase');
  if (erases && !isSigned && !contradiction)
    throw new RangeError(`${platform}: an erase by an unsigned type needs a contradiction check on its body`);
}

/** The same id is another person's in another shop. */
function requireScope<Options>(platform: string, rules: Rules<Options>): void {
  for (const [type, rule] of Object.entries(rules)) {
    if (typeof rule === 'function') continue;
    for (const { kind, path, scope } of rule.identities.flat()) {
      if (isKnownKind(kind) && kinds[kind].scope !== 'none' && !scope)
        throw new RangeError(`${platform}: ${path} of ${type} is a ${kind}, which needs a scope`);
    }
  }
}

/** What the age of a proof and the worth of a name depend on is never left open. */
function requireStated<Options>(platform: string, rules: Rules<Options>): void {
  for (const [type, rule] of Object.entries(rules)) {
    if (typeof rule === 'function') continue;
    for (const { kind, path, grade, proof, basis } of rule.identities.flat()) {
      if (kindOf(kind)?.contact && (grade === 'verified' || proof) && !basis)
        throw new RangeError(
          `${platform}: ${path} of ${type} may be a verified contact, and no basis says on what it rests`,
        );
    }
    if (rule.effect !== 'erase' && rule.profile?.name !== undefined && rule.nameFrom === undefined)
      throw new RangeError(`${platform}: ${type} has a name, and nameFrom does not say where it comes from`);
  }
}

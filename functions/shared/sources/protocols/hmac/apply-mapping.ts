import type { NameFrom, Upsert } from '../../../change/customer-change.ts';
import { identityKey } from '../../../identity/identity.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import { because, withDiscarded } from '../../../identity/discard.ts';
import { type Acted, actReader } from '../../act.ts';
import { withoutIdentity } from '../../outcomes.ts';
import type { Identification, Ignored } from '../../source.ts';
import { profileFiller } from './fill-profile.ts';
import { type ChosenCandidate, candidateChooser } from './choose-candidate.ts';
import type { AnyMapping, Condition, Happened } from './mapping.ts';
import { pathReader } from './path.ts';
import { thirdPartyDiscarder } from './discard-third-parties.ts';

/** Makes of a mapping what it makes of events. */
export function mappingApplier<Options>(
  mapping: AnyMapping<Options>,
): (happened: Happened<Options>) => Identification | Ignored {
  const { effect = 'upsert', triggers = [], lacks, channel, when = [], unless } = mapping;
  const unmetIn = conditionChecker(when);
  const choosers = mapping.identities.map((place) => candidateChooser(isList(place) ? place : [place]));
  const releasedChoosers = (mapping.released ?? []).map((place) => candidateChooser([place]));
  const readAct = actOf(mapping.act);
  const discardThirdParties = thirdPartyDiscarder<Options>(mapping.thirdPartyFields ?? []);
  const fillProfile = profileFiller<Options>(mapping.profile ?? {});

  return (happened) => {
    const unmet = unmetIn(happened.body);
    if (unmet) return ignoredByMapping('event-not-handled', `${unmet} is not what \`when\` asks for`, []);
    const without = unless?.(happened);
    if (without) return ignoredByMapping(without.reason, without.detail, []);
    const chosen = choosers.map((choose) => choose(happened));
    const identities = chosen.flatMap(({ identity }) => identity ?? []);
    const discarded = [...chosen.flatMap((each) => each.discarded), ...discardThirdParties(happened, chosen)];
    const what = 'no usable identity';
    if (identities.length === 0 && effect !== 'erase') return withoutIdentity(what, discarded);
    const lacking = identities.length === 0 ? `${what}${because(discarded)}` : lacks?.(identities);
    if (lacking !== undefined)
      return ignoredByMapping(effect === 'erase' ? 'needs-an-operator' : 'event-without-customer', lacking, discarded);
    if (effect === 'erase') {
      const own = channel ? { channel: channel(happened) } : {};
      return { outcome: 'changes', changes: [{ kind: 'erase', identities, ...own }] };
    }
    const released = releasedChoosers.map((choose) => choose(happened));
    const profile = fillProfile(happened, chosen);
    const change: Upsert = {
      kind: 'upsert',
      identities,
      profile,
      triggers: typeof triggers === 'function' ? triggers(happened.body) : triggers,
      ...readAct(happened.body),
      ...(profile.name !== undefined && nameFromOf(mapping.nameFrom, happened.body)),
      ...withDiscarded([...discarded, ...released.flatMap((each) => each.discarded)]),
      ...goneOf(released, identities),
    };
    return { outcome: 'changes', changes: [change] };
  };
}

export function ignoredByMapping(reason: ReasonCode, detail: string, discarded: readonly DiscardedValue[]): Ignored {
  return { outcome: 'ignored', reason, detail, ...withDiscarded(discarded) };
}

function actOf(act: AnyMapping<never>['act']): (body: JsonObject) => Acted {
  if (act === undefined) return () => ({});
  if (typeof act !== 'function') return actReader(act);
  return (body) => {
    const from = act(body);
    return from ? actReader(from)(body) : {};
  };
}

function nameFromOf(from: AnyMapping<never>['nameFrom'], body: JsonObject): { readonly nameFrom?: NameFrom } {
  const nameFrom = typeof from === 'function' ? from(body) : from;
  return nameFrom === undefined ? {} : { nameFrom };
}

/** What was the person's and is not any more. */
function goneOf(released: readonly ChosenCandidate[], identities: Upsert['identities']): Pick<Upsert, 'released'> {
  if (released.length === 0) return {};
  const kept = new Set(identities.map(identityKey));
  const gone = released.flatMap(({ identity }) => (identity && !kept.has(identityKey(identity)) ? [identity] : []));
  return gone.length > 0 ? { released: gone } : {};
}

/** The path of the first condition that a body does not meet. */
function conditionChecker(conditions: readonly Condition<string>[]): (body: JsonObject) => string | undefined {
  const readers = conditions.map(({ path, equals }) => ({ path, equals, read: pathReader(path) }));
  return (body) => readers.find(({ read, equals }) => textOf(read(body)) !== equals)?.path;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'boolean' ? String(value) : scalar(value);
}

function isList<T extends object>(place: T | readonly T[]): place is readonly T[] {
  return Array.isArray(place);
}

import type { Refusal } from '../../identity/refusal.ts';
import { type Json, type JsonObject, scalar } from '../../json/lossless.ts';
import type { ReasonCode } from '../../reasons/reasons.ts';
import { because, told } from '../../identity/refused.ts';
import type { Identification, Ignored } from '../source.ts';
import { profileFiller } from './fill-profile.ts';
import { offersJudge } from './judge-offers.ts';
import type { AnyMapping, Condition, Happened } from './mapping.ts';
import { pathReader } from './path.ts';
import { strangersRefuser } from './refuse-strangers.ts';

/** Makes of a mapping what it makes of events. */
export function mappingApplier<Options>(
  mapping: AnyMapping<Options>,
): (happened: Happened<Options>) => Identification | Ignored {
  const { effect = 'upsert', moments = [], lacks, channel, when = [], unless } = mapping;
  const unmetIn = conditionsJudge(when);
  const judges = mapping.identities.map((place) => offersJudge(isList(place) ? place : [place]));
  const refuseStrangers = strangersRefuser<Options>(mapping.strangers ?? []);
  const fillProfile = profileFiller<Options>(mapping.profile ?? {});

  return (happened) => {
    const unmet = unmetIn(happened.body);
    if (unmet) return ignored('event-not-handled', `${unmet} is not what \`when\` asks for`, []);
    const without = unless?.(happened);
    if (without) return ignored(without.reason, without.detail, []);
    const judged = judges.map((judge) => judge(happened));
    const identities = judged.flatMap(({ identity }) => identity ?? []);
    const refusals = [...judged.flatMap((each) => each.refusals), ...refuseStrangers(happened, judged)];
    const lacking = identities.length === 0 ? `no usable identity${because(refusals)}` : lacks?.(identities);
    if (lacking !== undefined)
      return ignored(effect === 'erase' ? 'needs-an-operator' : 'event-without-customer', lacking, refusals);
    if (effect === 'erase') {
      const own = channel ? { channel: channel(happened) } : {};
      return { outcome: 'changes', changes: [{ kind: 'erase', identities, ...own }] };
    }
    const profile = fillProfile(happened, judged);
    const all = typeof moments === 'function' ? moments(happened.body) : moments;
    return { outcome: 'changes', changes: [{ kind: 'upsert', identities, profile, moments: all, ...told(refusals) }] };
  };
}

export function ignored(reason: ReasonCode, detail: string, refusals: readonly Refusal[]): Ignored {
  return { outcome: 'ignored', reason, detail, ...told(refusals) };
}

/** The path of the first condition that a body does not meet. */
function conditionsJudge(conditions: readonly Condition<string>[]): (body: JsonObject) => string | undefined {
  const readers = conditions.map(({ path, equals }) => ({ path, equals, read: pathReader(path) }));
  return (body) => readers.find(({ read, equals }) => textOf(read(body)) !== equals)?.path;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'boolean' ? String(value) : scalar(value);
}

function isList<T extends object>(place: T | readonly T[]): place is readonly T[] {
  return Array.isArray(place);
}

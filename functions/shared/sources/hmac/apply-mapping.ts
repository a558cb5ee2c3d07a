import type { Refusal } from '../../identity/refusal.ts';
import type { ReasonCode } from '../../reasons/reasons.ts';
import { because, told } from '../refused.ts';
import type { Identification, Ignored } from '../source.ts';
import { fillProfile } from './fill-profile.ts';
import { judgeFirst } from './judge-offers.ts';
import type { AnyMapping, Happened } from './mapping.ts';
import { refuseStrangers } from './refuse-strangers.ts';

/** What a mapping makes of one event. */
export function applyMapping<Options>(
  mapping: AnyMapping<Options>,
  happened: Happened<Options>,
): Identification | Ignored {
  const { effect = 'upsert', strangers = [], profile = {}, moments = [], lacks, channel, unless } = mapping;
  const without = unless?.(happened);
  if (without) return ignored(without.reason, without.detail, []);

  const judged = mapping.identities.map((place) => judgeFirst(isList(place) ? place : [place], happened));
  const identities = judged.flatMap(({ identity }) => identity ?? []);
  const own = judged.flatMap(({ seen }) => seen);
  const refusals = [...judged.flatMap((each) => each.refusals), ...refuseStrangers(strangers, happened, own)];
  const lacking = identities.length === 0 ? `no usable identity${because(refusals)}` : lacks?.(identities);
  if (lacking !== undefined)
    return ignored(effect === 'erase' ? 'needs-an-operator' : 'event-without-customer', lacking, refusals);
  if (effect === 'erase')
    return {
      outcome: 'changes',
      changes: [{ kind: 'erase', identities, ...(channel ? { channel: channel(happened) } : {}) }],
    };
  return {
    outcome: 'changes',
    changes: [
      {
        kind: 'upsert',
        identities,
        profile: fillProfile(profile, happened, judged),
        moments: typeof moments === 'function' ? moments(happened.body) : moments,
        ...told(refusals),
      },
    ],
  };
}

export function ignored(reason: ReasonCode, detail: string, refusals: readonly Refusal[]): Ignored {
  return { outcome: 'ignored', reason, detail, ...told(refusals) };
}

function isList<T extends object>(place: T | readonly T[]): place is readonly T[] {
  return Array.isArray(place);
}

import type { IdentityPair } from '../shared/cdp/contract.ts';
import type { Held } from '../shared/change/never-one.ts';
import type { ResolveRules } from '../shared/change/resolution.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { kindOf } from '../shared/identity/kinds.ts';
import { toPair } from '../shared/identity/to-pair.ts';

/** A carrier gives a number out again after 90 days at the earliest. */
const STALE_DAYS: Readonly<Record<string, number>> = { mobile: 90 };

const opened = new WeakMap<GuiyiConfig, ResolveRules>();

/** The rules of a configuration, made once. */
export function joinRules(config: GuiyiConfig): ResolveRules {
  const known = opened.get(config);
  if (known) return known;
  const rules = open(config);
  opened.set(config, rules);
  return rules;
}

function open({ cdp, guards = {} }: GuiyiConfig): ResolveRules {
  const days: Readonly<Record<string, number>> = { ...STALE_DAYS, ...guards.staleContactDays };
  const ofDomain = new Map(Object.entries(guards.companyDomains ?? {}).map(([name, age]) => [name.toLowerCase(), age]));
  const pairs = (guards.neverOne ?? []).map(([one, other]) => [heldOf(one, cdp), heldOf(other, cdp)] as const);
  return {
    identity: cdp,
    typedContacts: cdp.typedContacts ?? 'corroborated',
    ageing: (kind, value) => ({
      days: (kind === 'email' ? ofDomain.get(value.slice(value.lastIndexOf('@') + 1)) : undefined) ?? days[kind] ?? 0,
      namesTell: kind === 'email',
    }),
    unknownAge: guards.unknownAge ?? 'join',
    mayBeOne: (one, other) => !pairs.some(([a, b]) => (has(one, a) && has(other, b)) || (has(one, b) && has(other, a))),
  };
}

/** `customer:<id>`, `kind:value` or `kind:scope:value`, as the command line writes it; the configuration has been checked. */
function heldOf(text: string, cdp: GuiyiConfig['cdp']): Held | undefined {
  const [kind, rest] = cut(text);
  if (kind === 'customer') return { customer: rest };
  const [scope, scoped] = cut(rest);
  const isScoped = kindOf(kind, cdp)?.scope !== 'none' && scoped !== '';
  const identity = isScoped ? { kind, scope, value: scoped } : { kind, scope: '', value: rest };
  return toPair({ ...identity, evidence: { grade: 'verified', field: '' } }, cdp.identityTypes, cdp.foreignMobile);
}

function cut(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

function has(held: readonly Held[], wanted: Held | undefined): boolean {
  return wanted !== undefined && held.some((one) => isSame(one, wanted));
}

function isSame(one: Held, other: Held): boolean {
  if ('customer' in one) return 'customer' in other && one.customer === other.customer;
  return !('customer' in other) && isSamePair(one, other);
}

function isSamePair(one: IdentityPair, other: IdentityPair): boolean {
  return one.identityType === other.identityType && one.identityValue === other.identityValue;
}

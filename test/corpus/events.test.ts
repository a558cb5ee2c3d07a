import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import { kindOf } from '../../functions/shared/identity/kinds.ts';
import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import type { EvidenceRule } from '../../functions/shared/sources/evidence-rule.ts';
import type { Identification, Ignored } from '../../functions/shared/sources/source.ts';
import { identitiesOf, inWords, outcomeOf, type Platform, platforms, said } from './event-row.ts';
import { events } from './events.ts';
import { strangers } from './payloads.ts';
import { emailTraps, idTraps, phoneTraps } from './traps.ts';

const evidence = Object.fromEntries(
  Object.entries(sources).map(([platform, { coverage }]) => [platform, coverage.evidence]),
) as Readonly<Record<Platform, readonly EvidenceRule[]>>;

describe.each(platforms)('%s', (platform) => {
  const rows = events.filter((row) => row.platform === platform);
  test.each(rows)('$type: $rule', (row) => {
    expect(said(outcomeOf(row))).toEqual(row.expected);
  });
});

test('there are at least 150 events, and no two of one platform have one rule and one type', () => {
  expect(events.length).toBeGreaterThanOrEqual(150);
  const names = events.map(({ platform, type, rule }) => `${platform} ${type} ${rule}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe('of all events together', () => {
  const outcomes = events.map((row) => ({ row, outcome: outcomeOf(row) }));
  const identities = outcomes.flatMap(({ row, outcome }) =>
    identitiesOf(outcome).map((identity) => ({ row, identity })),
  );

  test('no identity is masked, virtual, a placeholder, a receiver’s or an employee’s', () => {
    const never = new Set<string>([
      ...Object.values(strangers),
      ...[...phoneTraps, ...emailTraps, ...idTraps].map(([, value]) => value),
    ]);
    // A phone is a trap only where an address or an id belongs.
    never.delete('15424681357');
    never.delete('lan@mail.example');
    const wrong = identities.filter(({ identity: { kind, value } }) => {
      // A star belongs to every xid of JD.
      const text = kind === 'jd-xid' ? value.replace('o*', '') : value;
      return never.has(value) || /[*＊•]|转|^$|\s/.test(text);
    });
    expect(wrong).toEqual([]);
    expect(identities.length).toBeGreaterThan(300);
  });

  test('every identity has a rule that says where it stands, how sure it is, and why', () => {
    const released = outcomes.flatMap(({ row, outcome }) => releasedOf(outcome).map((identity) => ({ row, identity })));
    const withoutRule = [...identities, ...released].filter(({ row, identity }) => !ruleOf(row.platform, identity));
    expect(withoutRule.map(({ identity }) => inWords(identity))).toEqual([]);
  });

  test('every rule for a contact that is verified says on what the proof rests, and no other rule does', () => {
    const rules = Object.values(evidence).flat();
    const isProved = ({ kind, grade, field }: EvidenceRule) =>
      grade === 'verified' && kindOf(kind)?.contact === true && !field.startsWith('released');
    expect(rules.filter((rule) => isProved(rule) && rule.basis === undefined)).toEqual([]);
    // `*` stands for any kind, contacts among them.
    expect(rules.filter((rule) => !isProved(rule) && rule.basis !== undefined && rule.kind !== '*')).toEqual([]);
  });

  test('every rule of evidence is shown by an event', () => {
    const used = new Set(identities.map(({ row, identity }) => ruleOf(row.platform, identity)));
    const unused = Object.values(evidence)
      .flat()
      .filter((rule) => !used.has(rule));
    // A plaintext connection sees the same fields; what was released is no identity.
    const expected = unused.filter(({ grade, field }) => grade !== 'claimed' && !field.startsWith('released'));
    expect(expected).toEqual([]);
  });

  test('a refusal shows nothing of its value but its masked form, and a reason shows no value at all', () => {
    for (const { row, outcome } of outcomes) {
      const discarded =
        outcome.outcome === 'ignored'
          ? outcome.discarded
          : outcome.changes.flatMap((change) => (change.kind === 'upsert' ? (change.discarded ?? []) : []));
      const values = textsIn(row.data).filter((text) => text.length >= 5);
      const detail = outcome.outcome === 'ignored' ? outcome.detail.replace(row.type, '') : '';
      for (const value of values) {
        for (const { masked } of discarded ?? []) expect(masked).not.toBe(value);
        // The name of an event is no value of a person.
        if (/\d{4}|@/.test(value)) expect(detail).not.toContain(value);
      }
    }
  });

  test('a profile has no empty field', () => {
    for (const { outcome } of outcomes) {
      if (outcome.outcome === 'ignored') continue;
      for (const change of outcome.changes) {
        if (change.kind !== 'upsert') continue;
        for (const [field, value] of Object.entries(change.profile)) {
          expect([null, undefined, '', ...(field === 'emailVerified' ? [] : [0])], field).not.toContain(value);
        }
      }
    }
  });
});

test('refusing one identity of an event never changes the others', () => {
  const several = events
    .map((row) => ({ row, identities: identitiesOf(outcomeOf(row)) }))
    .filter(({ identities }) => identities.length > 1);
  const contactOf = ({ identities }: (typeof several)[number]) =>
    identities.filter(({ kind }) => kind === 'mobile' || kind === 'email' || kind === 'wechat-unionid');
  const maskable = several.filter((event) => contactOf(event).length > 0);
  fc.assert(
    fc.property(fc.constantFrom(...maskable), fc.nat(), fc.constantFrom('*', '＊', '•'), (event, pick, star) => {
      const contacts = contactOf(event);
      const chosen = contacts[pick % contacts.length];
      if (!chosen) throw new Error('a contact');
      const data = masking(event.row.data, chosen, star);
      const left = identitiesOf(outcomeOf({ ...event.row, data })).map(inWords);
      expect(left).toEqual(event.identities.filter((identity) => identity !== chosen).map(inWords));
    }),
    { numRuns: 500 },
  );
});

function releasedOf(outcome: Identification | Ignored): readonly Identity[] {
  if (outcome.outcome === 'ignored') return [];
  return outcome.changes.flatMap((change) => (change.kind === 'upsert' ? (change.released ?? []) : []));
}

/** The rule by which a source gives an identity: of a verified contact the one that says on what its proof rests. */
function ruleOf(
  platform: Platform,
  { kind, evidence: { field, grade, basis = 'act' } }: Identity,
): EvidenceRule | undefined {
  const place = field
    .replaceAll(/\[\d+\]/g, '[n]')
    .trim()
    .toLowerCase();
  const isProved = grade === 'verified' && kindOf(kind)?.contact === true && !place.startsWith('released');
  const restsOn = isProved ? basis : undefined;
  const fits = (rule: EvidenceRule) =>
    (rule.field === '*' || rule.field.toLowerCase() === place) && rule.grade === grade && rule.basis === restsOn;
  const rules = evidence[platform].filter(fits);
  return rules.find((rule) => rule.kind === kind) ?? rules.find((rule) => rule.kind === '*');
}

/** The data with the value of one identity masked where it stands. */
function masking(data: Json, { value, evidence: { field } }: Identity, star: string): Json {
  const path = field.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  const masked = value.includes('@')
    ? `${value.slice(0, 1)}${star.repeat(3)}${value.slice(value.indexOf('@'))}`
    : `${value.slice(0, 3)}${star.repeat(4)}${value.slice(-4)}`;
  const replace = (at: Json, [step, ...rest]: readonly string[]): Json => {
    if (step === undefined) return masked;
    if (Array.isArray(at))
      return at.map((entry: Json, index) => (String(index) === step ? replace(entry, rest) : entry));
    if (typeof at !== 'object' || at === null) throw new Error(`nothing at ${field}`);
    const object = at as JsonObject;
    return { ...object, [step]: replace(object[step] ?? null, rest) };
  };
  return replace(data, path);
}

function textsIn(data: Json): readonly string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(textsIn) : [];
}

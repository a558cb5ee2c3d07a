import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import type { Identification, Ignored } from '../../functions/shared/sources/source.ts';
import { leavesOf, withLeaves } from './leaves.ts';
import { StandIns } from './stand-ins.ts';

/** What comes of a body, read and judged; undefined when nobody can read it. */
export type Judge = (body: Json) => readonly Said[] | undefined;

export interface Said {
  readonly event: Envelope;
  readonly said: Identification | Ignored;
}

export type Invention =
  | { readonly ok: true; readonly body: Json }
  /** Without these leaves the event would say something else, and they tell whose it is. */
  | { readonly ok: false; readonly detail: string };

/**
 * The same body with invented values, of which the same comes: kinds, fields, grades, refusals, moments. What an event says of
 * a person is replaced as a whole; of the rest whatever may be replaced, because `financial_status: "paid"` may not.
 */
export function invented(body: Json, judge: Judge, region: string | undefined): Invention {
  const original = judge(body);
  if (!original) return { ok: false, detail: 'nobody can read it' };
  const standIns = new StandIns(region);
  const personal = personalTexts(original);
  const leaves = leavesOf(body);
  const shape = shapeOf(original);
  const apply = (changes: Changes) =>
    withLeaves(body, (leaf) => (changes.has(leaf) ? (changes.get(leaf) ?? null) : leaf));
  const isSame = (changes: Changes) => {
    const judged = judge(apply(changes));
    return judged !== undefined && shapeOf(judged) === shape;
  };
  // An id may have a prefix that is part of its form.
  const people = (['filling', 'tail'] as const).map((form) => peopleIn(leaves, personal, standIns, form)).find(isSame);
  if (!people) return { ok: false, detail: 'with invented people it would say something else' };
  return { ok: true, body: apply(restOf(leaves, people, standIns, isSame)) };
}

type Leaf = string | number;
type Changes = ReadonlyMap<Leaf, Json>;

/** Whatever tells whose event it is, and every other contact. */
function peopleIn(
  leaves: readonly Leaf[],
  personal: PersonalTexts,
  standIns: StandIns,
  form: 'filling' | 'tail',
): Changes {
  return new Map(
    leaves.flatMap((leaf): readonly (readonly [Leaf, Json])[] => {
      const standIn = standIns.contact(leaf) ?? personalStandIn(String(leaf), personal, standIns, form);
      if (standIn === undefined) return [];
      return [[leaf, typeof leaf === 'number' ? Number(standIn) : standIn]];
    }),
  );
}

/** Of the other leaves, those that mean nothing to the source; one that stands inside others changes with them. */
function restOf(
  leaves: readonly Leaf[],
  people: Changes,
  standIns: StandIns,
  isSame: (changes: Changes) => boolean,
): Changes {
  return leaves.reduce<Changes>((changes, leaf) => {
    if (changes.has(leaf)) return changes;
    const candidates = [standIns.filling(leaf), beforeAtSign(leaf, standIns)].filter((candidate) => candidate !== leaf);
    const around = leaves.filter((other) => other !== leaf && !changes.has(other) && contains(other, leaf));
    const attempts = candidates.flatMap((candidate) => {
      const alone = new Map(changes).set(leaf, candidate);
      const together = new Map(alone);
      for (const other of around) together.set(other, String(other).replaceAll(String(leaf), String(candidate)));
      return around.length > 0 ? [together, alone] : [alone];
    });
    return attempts.find(isSame) ?? changes;
  }, people);
}

function contains(text: Leaf, part: Leaf): boolean {
  return typeof text === 'string' && String(part).length >= TELLING && text.includes(String(part));
}

interface PersonalTexts {
  readonly ids: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/** What the event says of its person, as it stands in the body. */
function personalTexts(all: readonly Said[]): PersonalTexts {
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const { said } of all) {
    if (said.outcome === 'ignored') continue;
    for (const change of said.changes) {
      for (const { value } of change.identities) ids.add(value);
      if (change.kind === 'erase') continue;
      const { name, nickName } = change.profile;
      for (const text of [name, nickName]) if (text !== undefined) names.add(text);
    }
  }
  return { ids, names };
}

/** Long enough to tell somebody by: `1` stands in every other text. */
const TELLING = 4;

function personalStandIn(
  text: string,
  { ids, names }: PersonalTexts,
  standIns: StandIns,
  form: 'filling' | 'tail',
): string | undefined {
  if (ids.has(text)) return String(standIns[form](text));
  const inside = [...ids].find((id) => contains(text, id));
  if (inside !== undefined) return text.replaceAll(inside, String(standIns[form](inside)));
  const isName = text.trim() !== '' && [...names].some((name) => name === text || name.includes(text.trim()));
  return isName ? standIns.name(text) : undefined;
}

/** An address whose domain matters: a marketplace's relay. */
function beforeAtSign(leaf: string | number, standIns: StandIns): string | number {
  if (typeof leaf !== 'string' || !leaf.includes('@')) return leaf;
  const at = leaf.lastIndexOf('@');
  return `${standIns.filling(leaf.slice(0, at))}${leaf.slice(at)}`;
}

/** Everything but the values. */
function shapeOf(all: readonly Said[]): string {
  return JSON.stringify(
    all.map(({ event, said }) => ({
      type: event.type,
      hasSubject: event.subject !== undefined,
      hasOrder: event.partitionkey !== undefined,
      time: event.time,
      outcome:
        said.outcome === 'ignored'
          ? [said.reason, refusalsOf(said.refusals)]
          : said.changes.map((change) => [
              change.kind,
              change.identities.map(({ kind, scope, evidence }) => [
                kind,
                scope !== '',
                evidence.grade,
                evidence.field,
              ]),
              change.kind === 'upsert' && [
                Object.keys(change.profile),
                change.profile.emailVerified,
                change.moments,
                refusalsOf(change.refusals),
              ],
            ]),
    })),
  );
}

function refusalsOf(refusals: Ignored['refusals'] = []): readonly unknown[] {
  return refusals.map(({ kind, field, reason }) => [kind, field, reason]);
}

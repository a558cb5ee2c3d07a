import type { Document } from './document.ts';
import { keysOf, type Leaf, leavesOf, withLeaves } from './leaves.ts';
import { type Personal, personalIn } from './personal.ts';
import { type Judge, shapeOf } from './said.ts';
import { StandIns } from './stand-ins.ts';

export type Invention =
  | { readonly ok: true; readonly body: string }
  /** Something in it tells whose event it is, and without it the event would say something else. */
  | { readonly ok: false; readonly detail: string };

/**
 * The same body with invented values, of which the same comes: kinds, fields, grades, refusals, moments. What an event says of
 * a person is replaced as a whole; of the rest whatever may be replaced, because `financial_status: "paid"` may not.
 */
export function invented(document: Document, judge: Judge, region: string | undefined): Invention {
  const text = document.write(document.values);
  const original = judge(text);
  if (!original) return { ok: false, detail: 'written again, nobody could read it' };
  const standIns = new StandIns(text, region);
  const personal = personalIn(original, region);
  const leaves = leavesOf(document.values);
  const keys = keysOf(document.values);
  const shape = shapeOf(original);
  const apply = (changes: Changes) =>
    document.write(
      withLeaves(
        document.values,
        (leaf) => changes.get(leaf) ?? leaf,
        (key) => (personal.tells(key) ? String(changes.get(key) ?? key) : key),
      ),
    );
  const isSame = (changes: Changes) => {
    const judged = judge(apply(changes));
    return judged !== undefined && shapeOf(judged) === shape;
  };

  const all = [...new Set([...leaves, ...keys.filter((key) => personal.tells(key))])];
  // An id may have a prefix that is part of its form.
  const forms = ['filling', 'tail'] as const;
  const people = forms.map((form) => peopleIn(all, personal, standIns, form)).find(isSame);
  if (!people) return { ok: false, detail: 'with the ids and contacts of other people it would say something else' };
  const changes = restOf(all, people, { personal, standIns, isSame });
  const left = all.filter((leaf) => personal.tells(leaf) && !changes.has(leaf)).length;
  if (left > 0)
    return {
      ok: false,
      detail: `${left} of its values tell whose event it is, and without them it would say something else`,
    };
  return { ok: true, body: apply(changes) };
}

type Changes = ReadonlyMap<Leaf, Leaf>;

/** The ids of the person, and every contact. */
function peopleIn(leaves: readonly Leaf[], personal: Personal, standIns: StandIns, form: 'filling' | 'tail'): Changes {
  return new Map(
    leaves.flatMap((leaf): readonly (readonly [Leaf, Leaf])[] => {
      const text = String(leaf);
      const id = personal.idIn(text);
      const standIn = standIns.contact(leaf) ?? (id && text.replaceAll(id, String(standIns[form](id))));
      if (standIn === undefined) return [];
      return [[leaf, typeof leaf === 'number' ? Number(standIn) : standIn]];
    }),
  );
}

interface Surroundings {
  readonly personal: Personal;
  readonly standIns: StandIns;
  readonly isSame: (changes: Changes) => boolean;
}

/** Of the other leaves, those that mean nothing to the source; one that stands inside others changes with them. */
function restOf(leaves: readonly Leaf[], people: Changes, { personal, standIns, isSame }: Surroundings): Changes {
  return leaves.reduce<Changes>((changes, leaf) => {
    if (changes.has(leaf)) return changes;
    const name = personal.isName(String(leaf)) ? [standIns.name(String(leaf))] : [];
    const candidates = [...name, standIns.filling(leaf), ...standIns.others(leaf)].filter((one) => one !== leaf);
    const around = leaves.filter((other) => other !== leaf && !changes.has(other) && isInside(leaf, other));
    const attempts = candidates.flatMap((candidate) => {
      const alone = new Map(changes).set(leaf, candidate);
      const together = new Map(alone);
      for (const other of around) together.set(other, String(other).replaceAll(String(leaf), String(candidate)));
      return around.length > 0 ? [together, alone] : [alone];
    });
    return attempts.find(isSame) ?? changes;
  }, people);
}

function isInside(part: Leaf, text: Leaf): boolean {
  return typeof text === 'string' && String(part).length >= 4 && text.includes(String(part));
}

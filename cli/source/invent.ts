import type { Localized } from '../../functions/shared/text/localized.ts';
import type { Document } from './document.ts';
import { keysOf, type Leaf, leavesOf, withLeaves } from './leaves.ts';
import { type Personal, personalIn } from './personal.ts';
import { type StatementReader, shapeOf } from './statement.ts';
import { Pseudonyms } from './pseudonyms.ts';

export type Invention =
  | { readonly ok: true; readonly body: string }
  /** Something in it tells whose event it is, and without it the event would say something else. */
  | { readonly ok: false; readonly detail: Localized };

/**
 * The same body with invented values, of which the same comes: kinds, fields, grades, discarded, triggers. What an event says of
 * a person is replaced as a whole; of the rest whatever may be replaced, because `financial_status: "paid"` may not.
 */
export function invented(document: Document, readBody: StatementReader, region: string | undefined): Invention {
  const text = document.write(document.values);
  const original = readBody(text);
  if (!original)
    return { ok: false, detail: { en: 'written again, nobody could read it', zh: '重新写出之后无法读取' } };
  const personal = personalIn(original, region);
  const pseudonyms = new Pseudonyms(text, region, personal.phones);
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
    const statements = readBody(apply(changes));
    return statements !== undefined && shapeOf(statements) === shape;
  };

  const all = [...new Set([...leaves, ...keys.filter((key) => personal.tells(key))])];
  // An id may have a prefix that is part of its form.
  const forms = ['filling', 'tail'] as const;
  const people = forms.map((form) => peopleIn(all, personal, pseudonyms, form)).find(({ changes }) => isSame(changes));
  if (!people) {
    const detail = {
      en: 'with the ids and contacts of other people it would say something else',
      zh: '换成别人的 ID 和联系方式之后，解读结果会不同',
    };
    return { ok: false, detail };
  }
  const changes = restOf(all, people, { personal, pseudonyms, isSame });
  const left = all.filter((leaf) => {
    const changed = changes.get(leaf);
    return changed === undefined ? personal.tells(leaf) : personal.remainsIn(String(changed));
  });
  if (left.length > 0) {
    const detail = {
      en: `${left.length} of its values tell whose event it is, and without them it would say something else`,
      zh: `其中 ${left.length} 个值能看出是谁的事件，去掉它们解读结果会不同`,
    };
    return { ok: false, detail };
  }
  return { ok: true, body: apply(changes) };
}

type Changes = ReadonlyMap<Leaf, Leaf>;

/** What is changed so far. */
interface Changed {
  readonly changes: Changes;
  /** Of these a part was changed: the part that stands for itself, and still is to stand in them. */
  readonly partly: ReadonlyMap<Leaf, { readonly part: string; readonly pseudonym: string }>;
}

/** The ids of the person, and every contact. */
function peopleIn(
  leaves: readonly Leaf[],
  personal: Personal,
  pseudonyms: Pseudonyms,
  form: 'filling' | 'tail',
): Changed {
  const changes = new Map<Leaf, Leaf>();
  const partly = new Map<Leaf, { part: string; pseudonym: string }>();
  for (const leaf of leaves) {
    const text = String(leaf);
    const contact = pseudonyms.contact(leaf);
    const part = personal.idIn(text);
    if (contact === undefined && part === undefined) continue;
    const pseudonym = part === undefined ? '' : String(pseudonyms[form](part));
    const changed = contact ?? text.replaceAll(part ?? text, pseudonym);
    changes.set(leaf, typeof leaf === 'number' ? Number(changed) : changed);
    if (contact === undefined && part !== undefined && part !== text) partly.set(leaf, { part, pseudonym });
  }
  return { changes, partly };
}

interface Surroundings {
  readonly personal: Personal;
  readonly pseudonyms: Pseudonyms;
  readonly isSame: (changes: Changes) => boolean;
}

/** Of the other leaves, those that mean nothing to the source; where one must stand inside others, they change with it. */
function restOf(leaves: readonly Leaf[], people: Changed, { personal, pseudonyms, isSame }: Surroundings): Changes {
  let { changes } = people;
  const partly = new Map(people.partly);
  for (const leaf of leaves) {
    const inside = partly.get(leaf);
    if (changes.has(leaf) && !inside) continue;
    const candidates = inside
      ? [aroundFilled(String(leaf), inside, pseudonyms)]
      : [
          ...(personal.isName(String(leaf)) ? [pseudonyms.name(String(leaf))] : []),
          pseudonyms.filling(leaf),
          ...pseudonyms.others(leaf),
        ].filter((candidate) => candidate !== leaf);
    const alone = candidates.map((candidate) => new Map(changes).set(leaf, candidate)).find(isSame);
    if (alone) {
      changes = alone;
      continue;
    }
    if (inside) continue;
    const around = leaves.filter((other) => other !== leaf && !changes.has(other) && isInside(leaf, other));
    const [candidate] = candidates;
    if (around.length === 0 || candidate === undefined) continue;
    const part = { part: String(leaf), pseudonym: String(candidate) };
    const together = new Map(changes).set(leaf, candidate);
    for (const other of around) together.set(other, String(other).replaceAll(part.part, part.pseudonym));
    if (!isSame(together)) continue;
    changes = together;
    for (const other of around) partly.set(other, part);
  }
  return changes;
}

/** A text in which a part stays what it has become, and everything else is filled. */
function aroundFilled(
  text: string,
  { part, pseudonym }: { part: string; pseudonym: string },
  pseudonyms: Pseudonyms,
): string {
  return text
    .split(part)
    .map((piece) => (piece === '' ? piece : String(pseudonyms.filling(piece))))
    .join(pseudonym);
}

function isInside(part: Leaf, text: Leaf): boolean {
  return typeof text === 'string' && String(part).length >= 4 && text.includes(String(part));
}

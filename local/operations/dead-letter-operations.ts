import { groupDeadLetters } from '../../operations/dead-letters.ts';
import type { DeadLetterOperations } from '../../operations/dead-letter-operations.ts';
import { maskDeadLetter } from '../../operations/mask-dead-letter.ts';
import { isObjection, type Objection } from '../../operations/objection.ts';
import type { DeadLetterBox } from './dead-letters.ts';
import type { DeadLetterPlans } from './dead-letter-plans.ts';
import type { NoteReveal } from './note-reveal.ts';

const PAGE = 50;
const EXPORT_PAGE = 200;

/** The dead letters of this machine. */
export function localLetters(
  letters: DeadLetterBox,
  plans: DeadLetterPlans,
  noteReveal: NoteReveal,
): DeadLetterOperations {
  return {
    async groups(selection) {
      const all = [...letters.letters(selection)];
      return { total: all.length, groups: groupDeadLetters(all) };
    },

    async list(selection, { limit = PAGE, after } = {}) {
      const found = [...letters.letters(selection, { limit, after: positionOf(after) })];
      return { letters: found };
    },

    async get(id, asker) {
      const letter = letters.find(id);
      if (!letter) return noSuchLetter;
      if (!asker) return maskDeadLetter(letter);
      await noteReveal(asker, 'dead letter', id);
      return letter;
    },

    async edit(id, edit) {
      const edited = await letters.edit(id, edit);
      return isObjection(edited) ? edited : maskDeadLetter(edited);
    },

    plan: (request) => plans.plan(request),
    progress: async (plan) => plans.progress(plan),
    run: (plan, max) => plans.run(plan, max),

    async export(selection, after) {
      const page = { limit: EXPORT_PAGE, after: positionOf(after) };
      const chosen = [...letters.letters({ privacy: true, ...selection }, page)]
        .toSorted((one, other) => Number(one.id) - Number(other.id))
        .slice(0, EXPORT_PAGE);
      const whole = chosen.flatMap(({ id }) => letters.find(id) ?? []);
      await letters.noteExport(whole.map(({ id }) => id));
      const next = whole.length === EXPORT_PAGE ? whole.at(-1)?.id : undefined;
      return { letters: whole, ...(next !== undefined && { next }) };
    },
  };
}

const noSuchLetter: Objection = { problem: 'not-found', error: 'no such dead letter' };

/** The beginning, for what is no position. */
function positionOf(after = ''): number {
  return /^\d{1,15}$/.test(after) ? Number(after) : 0;
}

import { counted } from '../../functions/shared/text/counted.ts';
import type { Clock } from '../../functions/shared/ports/ports.ts';
import {
  groupDeadLetters,
  type DeadLetterSelection,
  type DeadLetterView,
  selects,
} from '../../operations/dead-letters.ts';
import type { Objection } from '../../operations/objection.ts';
import type { DeadLetterPlan, PlanProgress, PlanRequest } from '../../operations/plans.ts';
import type { LocalDatabase } from '../store/database.ts';
import type { Plans, StoredPlan } from '../store/plans.ts';
import type { DeadLetterBox } from './dead-letters.ts';

/** Plans for dead letters: exactly these, exactly so many; run in turns; reported. */
export interface DeadLetterPlans {
  plan(request: PlanRequest): Promise<DeadLetterPlan | Objection>;
  /** Does at most `max` of what is left. */
  run(id: string, max: number): Promise<PlanProgress | Objection>;
  progress(id: string): PlanProgress | Objection;
}

const LIST = 'dead-letters';
/** Of one transaction. */
const CHUNK = 500;

export function openDeadLetterPlans(
  letters: DeadLetterBox,
  plans: Plans,
  { commit, clock }: Pick<LocalDatabase, 'commit'> & { readonly clock: Clock },
): DeadLetterPlans {
  const report = ({ id, action }: StoredPlan): PlanProgress => {
    const { planned, done, gone } = plans.progress(id);
    return { plan: id, action, planned, done, gone, remaining: planned - done - gone };
  };
  const unknown = (id: string): Objection => ({
    problem: 'not-found',
    error: `there is no plan ${JSON.stringify(id.slice(0, 40))}`,
  });

  return {
    async plan({ action, select, by, why }) {
      const { chosen, privacyLeftOut } = choose(letters, select);
      if (action === 'discard') {
        if (why === undefined)
          return { problem: 'invalid', error: 'why is missing: a discard is recorded with its reason' };
        const kept = chosen.filter(({ exportedAt }) => exportedAt === undefined);
        if (kept.length > 0) {
          const error = `${kept.length} of ${counted(chosen.length, 'dead letter')} ${kept.length === 1 ? 'was' : 'were'} not exported, the first is ${kept[0]?.id}: export them first, what is discarded is gone`;
          return { problem: 'conflict', error };
        }
      }
      const items = chosen.map(({ id }) => id);
      const { id, created } = await plans.create(
        { list: LIST, action, created: clock(), ...(by !== undefined && { by }), ...(why !== undefined && { why }) },
        items,
      );
      const groups = groupDeadLetters(chosen);
      return {
        plan: id,
        action,
        count: items.length,
        groups,
        privacyLeftOut,
        created: new Date(created).toISOString(),
      };
    },

    async run(id, max) {
      const plan = plans.find(id, LIST);
      if (!plan) return unknown(id);
      const { by, why } = plan;
      const act = { plan: id, ...(by !== undefined && { by }), ...(why !== undefined && { why }) };
      for (let left = max; left > 0;) {
        const ids = plans.open(id, Math.min(left, CHUNK));
        if (ids.length === 0) break;
        const settle = (done: readonly string[]) => plans.settle(id, done, 'done');
        const done = new Set(
          plan.action === 'discard' ? await letters.discard(ids, act, settle) : await letters.redrive(ids, act, settle),
        );
        const gone = ids.filter((one) => !done.has(one));
        if (gone.length > 0) await commit('durable', () => plans.settle(id, gone, 'gone'));
        left -= ids.length;
      }
      return report(plan);
    },

    progress(id) {
      const plan = plans.find(id, LIST);
      return plan ? report(plan) : unknown(id);
    },
  };
}

function choose(letters: DeadLetterBox, selection: DeadLetterSelection) {
  const chosen: DeadLetterView[] = [];
  let privacyLeftOut = 0;
  for (const letter of letters.letters(selection)) {
    if (selects(selection, letter) === 'selected') chosen.push(letter);
    else privacyLeftOut += 1;
  }
  return { chosen, privacyLeftOut };
}

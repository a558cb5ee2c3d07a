import { counted } from '../../functions/shared/text/counted.ts';
import type { DeadLetterOperations } from '../dead-letter-operations.ts';
import {
  type DeadLetterSelection,
  type DeadLetterView,
  groupDeadLetters,
  selects,
  type WholeDeadLetter,
} from '../dead-letters.ts';
import { maskDeadLetter } from '../mask-dead-letter.ts';
import { isObjection, type Objection } from '../objection.ts';
import { AccountError } from './account-error.ts';
import type { EventLetter, EventLetters, LetterAct } from './event-letters.ts';
import type { InletLetter, InletLetters } from './inlet-letters.ts';
import type { AsOnlyMover } from './mover.ts';
import type { NoteDeployedReveal } from './reveals.ts';
import { noSuchPlan, type PlanHead, type PlannedItem, type StoredPlans } from './stored-plans.ts';

export interface StageLetters {
  readonly events: EventLetters;
  readonly inlet: InletLetters;
  readonly plans: StoredPlans;
  readonly asOnlyMover: AsOnlyMover;
  readonly noteReveal: NoteDeployedReveal;
  readonly clock: () => number;
}

const LIST = 'dead-letters';
const PAGE = 50;
const EXPORT_PAGE = 200;

/** The dead letters of both queues of a stage. */
export function stageDeadLetters(stage: StageLetters): DeadLetterOperations {
  const { events, inlet, plans, asOnlyMover, noteReveal } = stage;
  const chosen = async (selection: DeadLetterSelection) => {
    const [ofEvents, ofInlet] = await Promise.all([
      selection.queue === 'inlet' ? [] : events.list(),
      selection.queue === 'events' ? [] : inlet.list(),
    ]);
    const fitting = <T extends { readonly view: DeadLetterView }>(
      letters: readonly T[],
      how: 'selected' | 'privacy-left-out',
    ) => letters.filter(({ view }) => selects(selection, view) === how);
    return {
      events: fitting(ofEvents, 'selected'),
      inlet: fitting(ofInlet, 'selected'),
      privacyLeftOut: [...fitting(ofEvents, 'privacy-left-out'), ...fitting(ofInlet, 'privacy-left-out')],
    };
  };
  const wholeOf = async (
    ofEvents: readonly EventLetter[],
    ofInlet: readonly InletLetter[],
  ): Promise<WholeDeadLetter[]> => [
    ...(await events.whole(ofEvents)).map(({ view, body, past }) => ({
      ...view,
      attributes: {},
      body: body ?? '(the message is in the dead-letter queue alone, or the person was erased)',
      past: [...past],
    })),
    ...ofInlet.map(({ view, body, attributes, past }) => ({
      ...view,
      attributes: { ...attributes },
      body,
      past: [...past],
    })),
  ];

  return {
    async edit(id, edit) {
      const { events: ofEvents, inlet: ofInlet } = await chosen({ ids: [id] });
      const [letter] = ofEvents;
      const [ofPartner] = ofInlet;
      if (!letter && ofPartner) {
        inlet.edit(id, edit);
        const { view, attributes, past } = ofPartner;
        return maskDeadLetter({ ...view, attributes: { ...attributes }, body: edit.body, past: [...past] });
      }
      if (!letter) return noSuchLetter;
      const objection = await events.edit(letter, edit);
      if (objection !== undefined) return { problem: 'invalid', error: objection };
      const past = [...(await events.past(letter))];
      return maskDeadLetter({ ...letter.view, attributes: {}, body: edit.body, past });
    },

    async groups(selection) {
      const { events: ofEvents, inlet: ofInlet, privacyLeftOut } = await chosen(selection);
      const all = [...ofEvents, ...ofInlet, ...privacyLeftOut].map(({ view }) => view);
      return { total: all.length, groups: groupDeadLetters(all) };
    },

    async list(selection, { limit = PAGE, after } = {}) {
      const { events: ofEvents, inlet: ofInlet, privacyLeftOut } = await chosen(selection);
      const all = [...ofEvents, ...privacyLeftOut, ...ofInlet].map(({ view }) => view);
      const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
      const letters = all.slice(start, start + limit);
      const last = letters.at(-1);
      return { letters, ...(last && all.length > start + limit && { next: last.id }) };
    },

    async get(id, asker) {
      const { events: ofEvents, inlet: ofInlet } = await chosen({ ids: [id] });
      const [ofEvent] = ofEvents;
      if (!asker && ofEvent) {
        const body = '(sealed: --reveal --why "…" opens it)';
        return { ...ofEvent.view, attributes: {}, body, past: [...(await events.past(ofEvent))] };
      }
      const [letter] = await wholeOf(ofEvents, ofInlet);
      if (!letter) return noSuchLetter;
      if (!asker) return maskDeadLetter(letter);
      await noteReveal(asker, 'dead letter', id);
      return letter;
    },

    async plan({ action, select, by, why }) {
      const { events: ofEvents, inlet: ofInlet, privacyLeftOut } = await chosen(select);
      const views = [...ofEvents, ...ofInlet].map(({ view }) => view);
      if (action === 'discard') {
        if (why === undefined)
          return { problem: 'invalid', error: 'why is missing: a discard is recorded with its reason' };
        const kept = views.filter(({ exportedAt }) => exportedAt === undefined);
        if (kept.length > 0) {
          const error = `${kept.length} of ${counted(views.length, 'dead letter')} ${kept.length === 1 ? 'was' : 'were'} not exported, the first is ${kept[0]?.id}: export them first, what is discarded is gone`;
          return { problem: 'conflict', error };
        }
      }
      const head = await plans.create(
        { list: LIST, action, ...(by !== undefined && { by }), ...(why !== undefined && { why }) },
        views.map(({ queue, id }) => `${queue} ${id}`),
      );
      return {
        plan: head.id,
        action,
        count: views.length,
        groups: groupDeadLetters(views),
        privacyLeftOut: privacyLeftOut.length,
        created: head.created,
      };
    },

    async progress(id) {
      const plan = await plans.find(id, LIST);
      return plan ? plans.progress(plan) : noSuchPlan(id);
    },

    async run(id, max) {
      const plan = await plans.find(id, LIST);
      if (!plan) return noSuchPlan(id);
      const ended = await asOnlyMover(async () => runPlan(plan, max, stage));
      return isObjection(ended) ? ended : plans.progress(plan);
    },

    async export(selection, after) {
      const { events: ofEvents, inlet: ofInlet } = await chosen({ privacy: true, ...selection });
      const ids = [...ofEvents, ...ofInlet].map(({ view }) => view.id);
      const page = new Set(ids.slice(after === undefined ? 0 : ids.indexOf(after) + 1).slice(0, EXPORT_PAGE));
      const own = ofEvents.filter(({ view }) => page.has(view.id));
      const others = ofInlet.filter(({ view }) => page.has(view.id));
      const letters = await wholeOf(own, others);
      await events.noteExport(own);
      await inlet.noteExport(others);
      const last = letters.at(-1)?.id;
      const isMore = last !== undefined && ids.indexOf(last) < ids.length - 1;
      return { letters, ...(isMore && { next: last }) };
    },
  };
}

const noSuchLetter: Objection = { problem: 'not-found', error: 'no such dead letter' };

/** In the order of the plan; a group of the event queue stops at its first failure, and the others go on. */
async function runPlan(
  plan: PlanHead,
  max: number,
  { events, inlet, plans, clock }: StageLetters,
): Promise<{ readonly swept: number }> {
  const known = new Map((await events.list()).map((letter) => [letter.view.id, letter]));
  const stopped = new Map<string, unknown>();
  const settleOne = async ({ item }: PlannedItem): Promise<boolean> => {
    const [queue = '', id = ''] = item.split(' ');
    const { by, why } = plan;
    const act: LetterAct = {
      at: new Date(clock()).toISOString(),
      what: plan.action === 'discard' ? 'discarded' : 'redriven',
      plan: plan.id,
      ...(by !== undefined && { by }),
      ...(why !== undefined && { why }),
    };
    if (queue === 'inlet') return plan.action === 'discard' ? inlet.discard(id, act) : inlet.redrive(id, act);
    const letter = known.get(id);
    if (!letter) return false;
    return plan.action === 'discard' ? events.discard(letter, act) : events.redrive(letter, act);
  };
  const left = (await plans.left(plan.id)).slice(0, max);
  if (plan.action === 'redrive') {
    await events.receive(left.flatMap(({ item }) => known.get(item.split(' ')[1] ?? '') ?? []));
  }
  for (const planned of left) {
    const group = known.get(planned.item.split(' ')[1] ?? '')?.groupId ?? planned.item;
    if (stopped.has(group)) continue;
    try {
      await plans.settle(plan.id, planned, (await settleOne(planned)) ? 'done' : 'gone');
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      stopped.set(group, error);
    }
  }
  const swept = await events.sweep();
  const [first] = stopped.values();
  if (first instanceof AccountError) {
    const groups = `${counted(stopped.size, 'group has', 'groups have')} stopped`;
    throw new AccountError(`${groups}: ${first.message}. Run the plan ${plan.id} again to go on`, { cause: first });
  }
  return { swept };
}

import { isObjection, type Objection } from '../objection.ts';
import type { UndoOperations, UndoPlan } from '../undo.ts';
import { type Half, separationOf, type Separation, dividedView } from './make-plan.ts';
import { type Progress, type SeparationStep, stepsOf } from './steps.ts';
import type { UndoPorts } from './undo-ports.ts';

interface OpenPlan {
  readonly separation: Separation;
  readonly progress: Progress;
  readonly steps: readonly SeparationStep[];
  readonly until: number;
  done: number;
  isRunning: boolean;
}

const KEPT_MS = 3_600_000;

/** Plans stay in memory alone: they hold identities in clear, and a file would be one more place to forget a person from. */
export function openUndo(ports: UndoPorts): UndoOperations {
  const plans = new Map<string, OpenPlan>();
  const find = (id: string): OpenPlan | undefined => {
    for (const [name, { until }] of plans) if (until < ports.clock()) plans.delete(name);
    return plans.get(id);
  };
  return {
    async plan(request) {
      const separation = await separationOf(request, ports);
      if (isObjection(separation)) return separation;
      const progress: Progress = {};
      const steps = stepsOf(separation, progress, ports);
      const known = find(separation.plan);
      // What was begun goes on where it was.
      if (known && known.done > 0) return viewOf(known);
      const open = { separation, progress, steps, until: ports.clock() + KEPT_MS, done: 0, isRunning: false };
      plans.set(separation.plan, open);
      return viewOf(open);
    },

    async next(id, request) {
      const open = find(id);
      if (!open) return noSuchPlan(id);
      const step = open.steps[open.done];
      if (!step) return { problem: 'conflict', error: 'every step of the plan was carried out' };
      if (open.isRunning) return { problem: 'conflict', error: 'a step of the plan is being carried out' };
      open.isRunning = true;
      try {
        const objection = await step.run(request);
        if (objection) return objection;
        open.done += 1;
        return viewOf(open);
      } finally {
        open.isRunning = false;
      }
    },
  };
}

function noSuchPlan(id: string): Objection {
  const error = `there is no plan ${JSON.stringify(id.slice(0, 40))} in this process: plans live for an hour, plan it anew`;
  return { problem: 'not-found', error };
}

function viewOf({ separation, progress, steps, done }: OpenPlan): UndoPlan {
  const { plan, customer, about, merge, stays, leaves } = separation;
  const other = progress.other ?? merge?.loser;
  return {
    plan,
    customer,
    ...(about !== undefined && { case: about }),
    stays: { customer, ...shownHalf(stays) },
    leaves: { ...(other !== undefined && { customer: other }), ...shownHalf(leaves) },
    steps: steps.map(({ run: _run, ...step }, index) => ({
      step: index + 1,
      ...step,
      state: index < done ? 'done' : 'open',
    })),
    limits: limitsOf(separation),
  };
}

function shownHalf({ identities, groups, fields }: Half) {
  return {
    identities: identities.map(dividedView),
    groups: groups.map(({ name }) => name),
    fields: Object.keys(fields),
  };
}

/** What no call of the CDP does. A merge that the sandbox takes back leaves nothing over. */
function limitsOf({ merge, mergeStands, leaves }: Separation): UndoPlan['limits'] {
  if (merge || leaves.identities.length === 0) return [];
  return [
    ...(mergeStands ? (['merge-stands'] as const) : []),
    'no-unlink',
    'new-id',
    ...(Object.keys(leaves.fields).length > 0 ? (['fields-stay'] as const) : []),
    'name-not-shown',
    'history-stays',
  ];
}

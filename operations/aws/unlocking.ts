import type { DecideRequest } from '../cases.ts';
import type { PauseRequest } from '../delivery.ts';
import type { Objection } from '../objection.ts';
import type { Operations } from '../operations.ts';
import type { EraseRequest, IdentityRequest } from '../privacy.ts';
import type { PrivacyDecision } from '../privacy-request-view.ts';
import type { Asker } from '../reveals.ts';
import type { UndoStepRequest } from '../undo.ts';
import { openOperatorTable } from './operator-table.ts';
import type { StageContext } from './stage-context.ts';

/** Whether a protected stage takes writes now. */
export interface Unlocking {
  /** For so many minutes. @returns RFC 3339 of the end */
  unlock(minutes: number, asker: Asker): Promise<string>;
  /** RFC 3339 of the end; undefined while it is locked. */
  until(): Promise<string | undefined>;
}

const KEY = { pk: 'operator-lock', sk: 'unlocked' };

export function openUnlocking({ deployed, clock }: StageContext): Unlocking {
  const table = openOperatorTable(deployed.journalTable);
  return {
    async unlock(minutes, { by, why }) {
      const end = clock() + minutes * 60_000;
      await table.put(KEY, {
        until: { N: String(end) },
        by: { S: by },
        why: { S: why },
        expires: { N: String(Math.ceil(end / 1000)) },
      });
      return new Date(end).toISOString();
    },
    async until() {
      const [item] = await table.partition(KEY.pk);
      const end = Number(item?.['until']?.N ?? 0);
      return end > clock() ? new Date(end).toISOString() : undefined;
    },
  };
}

/** The same, which changes nothing while the stage is locked. What is only looked at is not asked. */
export function lockedOperations(operations: Operations, unlocking: Unlocking, stage: string): Operations {
  const guarded = <Given extends readonly unknown[], T>(act: (...given: Given) => Promise<T | Objection>) => {
    return async (...given: Given): Promise<T | Objection> => {
      if ((await unlocking.until()) !== undefined) return act(...given);
      const error = `${stage} takes no changes until somebody unlocks it for a time: npx guiyi unlock --stack ${stage} --why "…"`;
      return { problem: 'locked', error, code: 'locked' };
    };
  };
  const { deadLetters, quarantine, delivery, suppressions, privacy, cases, undo } = operations;
  return {
    ...operations,
    deadLetters: { ...deadLetters, run: guarded((plan: string, max: number) => deadLetters.run(plan, max)) },
    quarantine: { ...quarantine, run: guarded((plan: string, max: number) => quarantine.run(plan, max)) },
    delivery: {
      ...delivery,
      pause: guarded((request: PauseRequest) => delivery.pause(request)),
      resume: guarded(() => delivery.resume()),
    },
    suppressions: {
      ...suppressions,
      add: guarded((request: IdentityRequest) => suppressions.add(request)),
      lift: guarded((request: IdentityRequest) => suppressions.lift(request)),
    },
    cases: { ...cases, decide: guarded((id: string, request: DecideRequest) => cases.decide(id, request)) },
    undo: { ...undo, next: guarded((plan: string, request: UndoStepRequest) => undo.next(plan, request)) },
    privacy: {
      ...privacy,
      erase: guarded((request: EraseRequest) => privacy.erase(request)),
      answer: guarded((id: string, decision: PrivacyDecision) => privacy.answer(id, decision)),
    },
  };
}

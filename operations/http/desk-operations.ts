import * as z from 'zod/mini';
import { caseDetails, cases } from '../cases.ts';
import { privacyRequestList, privacyRequestView } from '../privacy-request-view.ts';
import { maskedCustomer } from '../customers.ts';
import { exportPage, deadLetterGroups, deadLetterView, wholeDeadLetter } from '../dead-letters.ts';
import { breakerView, statusView } from '../delivery.ts';
import { discardedList } from '../discarded.ts';
import { eventPage } from '../events.ts';
import { eventView } from '../event-view.ts';
import type { DeadLetterOperations } from '../dead-letter-operations.ts';
import { isObjection, type Objection } from '../objection.ts';
import type { Operations } from '../operations.ts';
import { deadLetterPlan, planProgress } from '../plans.ts';
import { enqueued, subjectExport } from '../privacy.ts';
import {
  quarantinedView,
  quarantineGroups,
  quarantineList,
  type QuarantineOperations,
  quarantinePlan,
  wholeQuarantined,
} from '../quarantine.ts';
import { revealedEvent } from '../revealed-event.ts';
import { reveals } from '../reveals.ts';
import { suppressions } from '../suppressions.ts';
import { undoPlan } from '../undo.ts';
import { countedRequests, unknown, why } from '../why.ts';
import { type DeskAddress, type DeskCalls, openDeskCalls } from './desk-call.ts';
import { DeskError } from './desk-error.ts';

/** What an operator can ask and do, over the API of a desk. Every method may throw a DeskError. */
export function deskOperations(address: DeskAddress): Operations {
  const calls = openDeskCalls(address);
  const { get, post } = calls;
  return {
    events: {
      list: (request) => get('/events', eventPage, request),
      get: ({ id, source }) => get(`/events/${encodeURIComponent(id)}`, eventView, { source }),
      open: ({ id, source }, asker) =>
        post('/reveals', revealedEvent, { event: id, ...(source !== undefined && { source }), ...asker }),
      why: async (request, asker) => {
        const { about, source } = request;
        const schema = z.union([why, unknown]);
        if (!asker) return answered(await get('/why', schema, request));
        return answered(await post('/reveals', schema, { about, ...(source !== undefined && { source }), ...asker }));
      },
      requests: async (request) => answered(await get('/requests', countedRequests, request)),
      discarded: async () => answered(await get('/discarded', discardedList)),
    },
    deadLetters: lettersOver(calls),
    quarantine: quarantineOver(calls),
    cases: {
      list: async (request = {}) => answered(await get('/cases', cases, request)),
      get: (id) => get(`/cases/${encodeURIComponent(id)}`, caseDetails),
      decide: (id, request) => post(`/cases/${encodeURIComponent(id)}/decide`, enqueued, request),
    },
    privacy: {
      export: (identity) => get('/export', subjectExport, { identity }),
      erase: (request) => post('/erase', enqueued, request),
      requests: async (which) => answered(await get('/privacy-requests', privacyRequestList, { which })).requests,
      request: (id) => get(`/privacy-requests/${encodeURIComponent(id)}`, privacyRequestView),
      answer: (id, decision) => post(`/privacy-requests/${encodeURIComponent(id)}/answer`, enqueued, decision),
      receipt: async (event) => unlessMissing(await get('/receipts', z.record(z.string(), z.unknown()), event)),
    },
    suppressions: {
      list: async (after) => answered(await get('/suppressions', suppressions, { after })).suppressions,
      async find(identity) {
        const found = await get('/suppressions', suppressions, { identity });
        return isObjection(found) ? found : found.suppressions[0];
      },
      add: (request) => post('/suppressions', enqueued, request),
      lift: (request) => post('/suppressions/lift', enqueued, request),
    },
    delivery: {
      status: async () => answered(await get('/status', statusView)),
      pause: (request) => post('/pause', breakerView, request),
      resume: () => post('/resume', breakerView, {}),
    },
    customers: { get: async (id) => unlessMissing(await get(`/customers/${encodeURIComponent(id)}`, maskedCustomer)) },
    reveals: { list: async () => answered(await get('/reveals', reveals)).reveals },
    undo: {
      plan: (request) => post('/undo/plans', undoPlan, request),
      next: (plan, request) => post(`/undo/plans/${encodeURIComponent(plan)}/next`, undoPlan, request),
    },
  };
}

const letterLists = z.object({
  events: z.array(deadLetterView),
  inlet: z.array(deadLetterView),
  next: z.optional(z.string()),
});

function lettersOver({ get, post }: DeskCalls): DeadLetterOperations {
  const path = (id: string) => `/dead-letters/${encodeURIComponent(id)}`;
  return {
    groups: async (selection) => answered(await get('/dead-letters/groups', deadLetterGroups, selection)),
    async list(selection, { limit, after } = {}) {
      const page = { limit: limit === undefined ? undefined : String(limit), after };
      const { events, inlet, next } = answered(await get('/dead-letters', letterLists, { ...selection, ...page }));
      return { letters: [...events, ...inlet], ...(next !== undefined && { next }) };
    },
    get: (id, asker) =>
      asker ? post('/reveals', wholeDeadLetter, { letter: id, ...asker }) : get(path(id), wholeDeadLetter),
    edit: (id, edit) => post(`${path(id)}/edit`, wholeDeadLetter, edit),
    plan: (request) => post('/dead-letters/plans', deadLetterPlan, request),
    progress: (plan) => get(`/dead-letters/plans/${encodeURIComponent(plan)}`, planProgress),
    run: (plan, max) => post(`/dead-letters/plans/${encodeURIComponent(plan)}/run`, planProgress, { max }),
    export: (selection, after) =>
      post(
        `/dead-letters/export${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`,
        exportPage,
        selection,
      ),
  };
}

function quarantineOver({ get, post }: DeskCalls): QuarantineOperations {
  const plans = (plan: string) => `/quarantine/plans/${encodeURIComponent(plan)}`;
  return {
    groups: async (selection) => answered(await get('/quarantine/groups', quarantineGroups, selection)),
    list: async (selection) => answered(await get('/quarantine', quarantineList, selection)).requests,
    get: (id) => get(`/quarantine/${encodeURIComponent(id)}`, quarantinedView),
    open: (id, asker) => post('/reveals', wholeQuarantined, { quarantined: id, ...asker }),
    plan: (request) => post('/quarantine/plans', quarantinePlan, request),
    progress: (plan) => get(plans(plan), planProgress),
    run: (plan, max) => post(`${plans(plan)}/run`, planProgress, { max }),
  };
}

/** Where an objection can only be a mistake of ours or of the desk. */
function answered<T extends object>(answer: T | Objection): T {
  if (isObjection(answer)) throw new DeskError('failed', answer.error);
  return answer;
}

function unlessMissing<T extends object>(answer: T | Objection): T | undefined {
  if (!isObjection(answer)) return answer;
  if (answer.problem === 'not-found') return undefined;
  throw new DeskError('failed', answer.error);
}

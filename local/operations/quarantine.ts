import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import type { Clock } from '../../functions/shared/ports/ports.ts';
import type { Connection } from '../../functions/shared/sources/connection.ts';
import { proveRequest } from '../../functions/shared/sources/prove-request.ts';
import type { Objection } from '../../operations/objection.ts';
import type { PlanProgress } from '../../operations/plans.ts';
import {
  groupQuarantined,
  type KeptRequest,
  type QuarantinedView,
  type QuarantinePlan,
  quarantinePlanRequest,
  type QuarantineSelection,
  selectsQuarantined,
  type wholeQuarantined,
} from '../../operations/quarantine.ts';
import { shownContent } from '../../operations/shown-content.ts';
import type * as z from 'zod/mini';
import type { LocalDatabase } from '../store/database.ts';
import { openPast } from '../store/past.ts';
import type { Plans, StoredPlan } from '../store/plans.ts';
import type { QuarantineFile, QuarantineFiles } from '../store/quarantine-files.ts';

/** What was proved and not understood, as an operator sees it. */
export interface Quarantine {
  list(selection: QuarantineSelection): readonly QuarantinedView[];
  find(id: string): QuarantinedView | undefined;
  /** With its content, opened by the present secret where that opens it. */
  open(id: string): Promise<z.infer<typeof wholeQuarantined> | undefined>;
  /** What the platform has signed or encrypted in a request, where the present secret opens it. */
  payloadOf(request: OpenedRequest): Promise<Uint8Array | undefined>;
  plan(request: z.infer<typeof quarantinePlanRequest>): Promise<QuarantinePlan | Objection>;
  run(id: string, max: number): Promise<PlanProgress | Objection>;
  progress(id: string): PlanProgress | Objection;
}

export interface QuarantinePorts {
  readonly files: QuarantineFiles;
  readonly plans: Plans;
  readonly database: LocalDatabase;
  readonly clock: Clock;
  readonly connections: ReadonlyMap<string, Connection>;
  /** Sends it through the front door as of the time when it came; whether it became events or an answer this time. */
  readonly replay: (request: KeptRequest) => Promise<boolean>;
}

const LIST = 'quarantine';
const MAX_BYTES = 10 * 1024 * 1024;

export function openQuarantine(ports: QuarantinePorts): Quarantine {
  const { files, plans, database, clock, connections, replay } = ports;
  const past = openPast(database);
  const unknown = (id: string): Objection => ({
    problem: 'not-found',
    error: `there is no plan ${JSON.stringify(id.slice(0, 40))}`,
  });
  const list = (selection: QuarantineSelection) =>
    files
      .list()
      .map(view)
      .filter((one) => selectsQuarantined(selection, one));
  const report = ({ id, action }: StoredPlan): PlanProgress => {
    const { planned, done, gone } = plans.progress(id);
    return { plan: id, action, planned, done, gone, remaining: planned - done - gone };
  };

  const settle = async (plan: StoredPlan, id: string) => {
    const file = files.find(id);
    const isDone = file !== undefined && (plan.action === 'discard' || (await replay(file.request)));
    if (file && !isDone) files.restore(file);
    await database.commit('durable', () => {
      plans.settle(plan.id, [id], isDone ? 'done' : 'gone');
      if (!isDone) return;
      const { by, why } = plan;
      past.add(`quarantine ${id}`, {
        at: clock(),
        what: plan.action === 'discard' ? 'discarded' : 'redriven',
        firstSeen: Date.parse(file.request.receivedTime),
        reason: file.request.reason,
        plan: plan.id,
        ...(by !== undefined && { by }),
        ...(why !== undefined && { why }),
      });
    });
    // Last: a crash before it repeats a replay, and the queue knows the event by its id.
    if (isDone) files.remove(id);
  };

  return {
    list,
    find(id) {
      const file = files.find(id);
      return file && view(file);
    },

    async open(id) {
      const file = files.find(id);
      if (!file) return undefined;
      const { headers, rawQuery: query, body } = file.request;
      const opened = await payloadOf(connections, file.request);
      return {
        ...view(file),
        headers,
        query,
        ...shownContent(Buffer.from(body, 'base64'), opened),
      };
    },

    payloadOf: (request) => payloadOf(connections, request),

    async plan({ action, select, by, why }) {
      if (action === 'discard' && why === undefined) {
        return { problem: 'invalid', error: 'why is missing: a discard is recorded with its reason' };
      }
      const chosen = list(select);
      const asker = { ...(by !== undefined && { by }), ...(why !== undefined && { why }) };
      const items = chosen.map(({ id }) => id);
      const { id, created } = await plans.create({ list: LIST, action, created: clock(), ...asker }, items);
      const groups = groupQuarantined(chosen);
      return { plan: id, action, count: chosen.length, groups, created: new Date(created).toISOString() };
    },

    async run(id, max) {
      const plan = plans.find(id, LIST);
      if (!plan) return unknown(id);
      for (const item of plans.open(id, Math.min(max, Number.MAX_SAFE_INTEGER))) await settle(plan, item);
      return report(plan);
    },

    progress(id) {
      const plan = plans.find(id, LIST);
      return plan ? report(plan) : unknown(id);
    },
  };
}

function view({ id, request }: QuarantineFile): QuarantinedView {
  const { connection, reason, detail, receivedTime: received, body } = request;
  return { id, connection, reason, detail, received, bytes: Buffer.byteLength(body, 'base64') };
}

/** What of a kept request it takes to open it. */
type OpenedRequest = Omit<KeptRequest, 'reason' | 'detail'>;

function requestOf({ method, headers, rawQuery, body, receivedTime }: OpenedRequest): WebhookRequest {
  return { method, headers, rawQuery, receivedAt: Date.parse(receivedTime), body: Buffer.from(body, 'base64') };
}

/** What the platform has signed or encrypted, where the present secret opens it. */
export async function payloadOf(
  connections: ReadonlyMap<string, Connection>,
  request: OpenedRequest,
): Promise<Uint8Array | undefined> {
  const connection = connections.get(request.connection);
  if (!connection) return undefined;
  try {
    const proof = await proveRequest(connection, requestOf(request), MAX_BYTES);
    return proof.outcome === 'verified' ? proof.payload : undefined;
  } catch {
    // No secret here, or another one.
    return undefined;
  }
}

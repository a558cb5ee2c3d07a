import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { toMessages } from '../../functions/shared/envelope/codec.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import { deliveryIds } from '../../functions/shared/journal/delivery-ids.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import { openConnections } from '../../functions/shared/sources/connection.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { proveRequest } from '../../functions/shared/sources/prove-request.ts';
import type { Objection } from '../objection.ts';
import {
  groupQuarantined,
  type KeptRequest,
  keptRequest,
  type QuarantinedView,
  type QuarantineOperations,
  type QuarantineSelection,
  selectsQuarantined,
} from '../quarantine.ts';
import { shownContent } from '../shown-content.ts';
import { inAccount } from './account-error.ts';
import type { NoteDeployedReveal } from './reveals.ts';
import type { StageContext } from './stage-context.ts';
import { type QuarantinedKey, quarantinedKeys } from './quarantined-keys.ts';
import { noSuchPlan, type StoredPlans } from './stored-plans.ts';

const LIST = 'quarantine';
const MAX_BYTES = 10 * 1024 * 1024;
const AT_ONCE = 10;

interface Kept {
  readonly key: string;
  readonly view: QuarantinedView;
  readonly request: KeptRequest;
}

/** What a stage has in its bucket below `quarantine/`: a request each, with the reason. */
export function stageQuarantine(
  { deployed, config, secrets }: StageContext,
  { plans, noteReveal }: { readonly plans: StoredPlans; readonly noteReveal: NoteDeployedReveal },
): QuarantineOperations {
  const bucket = deployed.archiveBucket;
  const archive = s3Archive(bucket);
  const s3 = new S3Client({ region: deployed.region });
  const read = async ({ key, id }: Pick<QuarantinedKey, 'key' | 'id'>): Promise<Kept | undefined> => {
    const bytes = await inAccount(`read the bucket ${bucket}`, () => archive.get(key));
    const request = bytes && keptRequest.safeParse(parseJson(Buffer.from(bytes).toString()));
    if (!request?.success) return undefined;
    const { connection, reason, detail, receivedTime: received, body } = request.data;
    return {
      key,
      request: request.data,
      view: { id, connection, reason, detail, received, bytes: Buffer.byteLength(body, 'base64') },
    };
  };
  const listed = async (selection: QuarantineSelection): Promise<readonly Kept[]> => {
    const keys = (await quarantinedKeys(deployed, selection.connection)).filter(
      ({ id }) => selection.ids === undefined || selection.ids.includes(id),
    );
    const found: Kept[] = [];
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      const some = await Promise.all(keys.slice(start, start + AT_ONCE).map(read));
      found.push(...some.flatMap((one) => (one && selectsQuarantined(selection, one.view) ? [one] : [])));
    }
    return found.toSorted((one, other) => (one.view.received < other.view.received ? -1 : 1));
  };
  const find = async (id: string): Promise<Kept | undefined> => (await listed({ ids: [id] }))[0];
  const provedBy = async (kept: KeptRequest) => {
    const connection = openConnections(config, receivers, secrets, () => Date.parse(kept.receivedTime)).get(
      kept.connection,
    );
    const proof = connection && (await proveRequest(connection, requestOf(kept), MAX_BYTES));
    return connection && proof?.outcome === 'verified' ? { connection, proof } : undefined;
  };

  /** Through the present code, as of the time when it came. */
  const replay = async (kept: KeptRequest): Promise<boolean> => {
    const proved = await provedBy(kept);
    if (!proved) return false;
    const { connection, proof } = proved;
    const decoding = connection.receiver.decode(proof.payload, proof.request ?? requestOf(kept));
    if (decoding.outcome !== 'events' || decoding.unread) return false;
    const reception = {
      platform: connection.receiver.platform,
      connection: kept.connection,
      receivedTime: new Date(kept.receivedTime).toISOString(),
      deliveryId: deliveryIds(requestOf(kept).headers)[0],
    };
    const envelopes = decoding.events.map((event) => ({ envelope: toEnvelope(event, reception) }));
    await inAccount('send to the event queue', async () =>
      sqsQueue(deployed.queues.events).send(await toMessages(envelopes, archive)),
    );
    return true;
  };

  return {
    async groups(selection) {
      const all = (await listed(selection)).map(({ view }) => view);
      return { total: all.length, groups: groupQuarantined(all) };
    },
    list: async (selection) => (await listed(selection)).map(({ view }) => view),
    get: async (id) => (await find(id))?.view ?? noSuchRequest,
    async open(id, asker) {
      const found = await find(id);
      if (!found) return noSuchRequest;
      await noteReveal(asker, 'quarantined request', id);
      const { headers, rawQuery: query, body } = found.request;
      const opened = await provedBy(found.request).catch(() => undefined);
      return {
        ...found.view,
        headers,
        query,
        ...shownContent(Buffer.from(body, 'base64'), opened?.proof.payload),
      };
    },
    async plan({ action, select, by, why }) {
      if (action === 'discard' && why === undefined) {
        return { problem: 'invalid', error: 'why is missing: a discard is recorded with its reason' };
      }
      const chosen = await listed(select);
      const head = await plans.create(
        { list: LIST, action, ...(by !== undefined && { by }), ...(why !== undefined && { why }) },
        chosen.map(({ key }) => key),
      );
      const groups = groupQuarantined(chosen.map(({ view }) => view));
      return { plan: head.id, action, count: chosen.length, groups, created: head.created };
    },
    async run(id, max) {
      const plan = await plans.find(id, LIST);
      if (!plan) return noSuchPlan(id);
      for (const planned of (await plans.left(id)).slice(0, max)) {
        const kept = await read({ key: planned.item, id: '' });
        const isDone = kept !== undefined && (plan.action === 'discard' || (await replay(kept.request)));
        // Sent before it is removed: a run that ends between sends it again, and the queue knows the event by its id.
        if (isDone) {
          await inAccount(`delete from the bucket ${bucket}`, () =>
            s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: planned.item })),
          );
        }
        await plans.settle(id, planned, isDone ? 'done' : 'gone');
      }
      return plans.progress(plan);
    },
    async progress(id) {
      const plan = await plans.find(id, LIST);
      return plan ? plans.progress(plan) : noSuchPlan(id);
    },
  };
}

const noSuchRequest: Objection = { problem: 'not-found', error: 'no such quarantined request' };

function requestOf({ method, headers, rawQuery, body, receivedTime }: KeptRequest): WebhookRequest {
  return { method, headers, rawQuery, receivedAt: Date.parse(receivedTime), body: Buffer.from(body, 'base64') };
}

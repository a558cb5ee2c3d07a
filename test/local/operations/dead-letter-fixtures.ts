import { Hono } from 'hono';
import demo from '../../../guiyi.config.ts';
import { toMessages } from '../../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { openDeadLetterBox } from '../../../local/operations/dead-letters.ts';
import { openDeadLetterPlans } from '../../../local/operations/dead-letter-plans.ts';
import { deadLetterReader } from '../../../local/operations/read-dead-letter.ts';
import { localLetters } from '../../../local/operations/dead-letter-operations.ts';
import { localDeadLetters } from '../../../local/queue/port-adapters.ts';
import { openQueues } from '../../../local/queue/queues.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { openPlans } from '../../../local/store/plans.ts';
import { letterRoutes } from '../../../operations/http/dead-letter-routes.ts';

export const NOON = Date.parse('2026-03-01T04:00:00Z');

export const order = (id: string, changes: Partial<Envelope> = {}): Envelope => ({
  specversion: '1.0',
  id,
  source: '/shopify/shopify-demo',
  type: 'orders/paid',
  time: '2026-03-01T12:00:00+08:00',
  datacontenttype: 'application/json',
  data: { id: 1, customer: { id: 7, phone: '15931000001' } },
  connection: 'shopify-demo',
  receivedtime: '2026-03-01T04:00:01Z',
  ...changes,
});

export const erasure = (id: string): Envelope =>
  order(id, {
    source: '/brand-events/brand-demo',
    type: 'member.erase',
    connection: 'brand-demo',
    data: { identities: [{ kind: 'mobile', scope: '', value: '15931000009' }], everywhere: true },
  });

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The dead letters of one machine, in memory, behind the desk's API. */
export function openDeadLetters() {
  let now = NOON;
  const clock = () => now;
  const database = openDatabase(':memory:');
  const queues = openQueues(database, clock);
  const eventLetters = queues.fifo('events-dead-letters', { visibilitySeconds: 30 });
  const inletLetters = queues.standard('inlet-dead-letters', { visibilitySeconds: 30 });
  const events = queues.fifo('events', { visibilitySeconds: 60, deadLetters: eventLetters });
  const inlet = queues.standard('inlet', { visibilitySeconds: 60, deadLetters: inletLetters });
  const pairs = {
    events: { queue: events, deadLetters: eventLetters },
    inlet: { queue: inlet, deadLetters: inletLetters },
  };
  const letters = openDeadLetterBox(pairs, database, { read: deadLetterReader(demo), clock });
  const deadLetterPlans = openDeadLetterPlans(letters, openPlans(database), { commit: database.commit, clock });
  const api = new Hono().route('/', letterRoutes(localLetters(letters, deadLetterPlans, async () => undefined)));

  return {
    events,
    inlet,
    eventLetters,
    inletLetters,
    later: (hours: number) => void (now += hours * 3_600_000),
    sendToDeadLetters: async (envelope: Envelope, reason = 'cdp-refused', detail = 'no'): Promise<void> => {
      const [message] = await toMessages([{ envelope }], {
        put: async () => undefined,
        get: async () => undefined,
        remove: async () => undefined,
      });
      if (!message) throw new Error('no message');
      await localDeadLetters(eventLetters).send({ ...message, reason, detail });
    },
    buryInlet: async (body: string, reason = 'inlet-unreadable', attributes: Record<string, string> = {}) => {
      await localDeadLetters(inletLetters).send({
        body,
        groupId: 'g',
        deduplicationId: 'd',
        reason,
        detail: '',
        attributes,
      });
    },
    get: async (path: string): Promise<Answer> => {
      const response = await api.request(path);
      return { status: response.status, body: await response.json() };
    },
    /** @param body as JSON text, however wrong */
    post: async (path: string, body: string): Promise<Answer> => {
      const response = await api.request(path, { method: 'POST', body });
      return { status: response.status, body: await response.json() };
    },
  };
}

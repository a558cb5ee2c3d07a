import { counted } from '../functions/shared/text/counted.ts';
import type { Case } from '../functions/shared/cases/case.ts';
import { caseId } from '../functions/shared/cases/case-id.ts';
import { isPrivacyCase } from '../functions/shared/cases/decision.ts';
import { isJsonObject, parseJson } from '../functions/shared/json/lossless.ts';
import type { Archive } from '../functions/shared/ports/ports.ts';
import { decisionEvent } from './decision-event.ts';
import type { Objection } from './objection.ts';
import { type DecisionPorts, findCase, noSuchCase } from './open-cases.ts';
import type { Enqueued } from './privacy.ts';
import type { PrivacyDecision, PrivacyRequestView, SystemReceipt } from './privacy-request-view.ts';

/** Requests of platforms about somebody's data that wait for a person, each with its deadline. */
export interface PrivacyRequests {
  /** Open ones by deadline, the nearest first; decided ones the newest first. */
  requests(which?: 'open' | 'decided'): Promise<readonly PrivacyRequestView[]>;
  /** With what has become of it in each system. */
  request(id: string): Promise<PrivacyRequestView | Objection>;
  /** `carry-out`: whoever must be forgotten goes, whichever channels know them; of a request for data, that it was answered. */
  answer(id: string, decision: PrivacyDecision): Promise<Enqueued | Objection>;
}

const NEWEST = 500;
const DAY_MS = 24 * 3_600_000;

interface Rule {
  readonly days: number;
  readonly whose: string;
}

/**
 * Days to answer a request. Shopify: "complete the action within 30 days of receiving the request" (Privacy law compliance); whoever sets no
 * time of its own: China's GB/T 35273 has 15 working days, and 15 days are never later.
 */
const rules: Readonly<Record<string, Rule>> = { shopify: { days: 30, whose: 'Shopify, 30 days' } };
const otherwise: Rule = { days: 15, whose: 'GB/T 35273, 15 days' };

export function openPrivacyRequests(ports: DecisionPorts & { readonly archive: Archive }): PrivacyRequests {
  const { clock, cases, archive, config } = ports;
  const listed = async (which: 'open' | 'decided') => (await cases.list(NEWEST, which)).filter(isPrivacyCase);
  const viewOf = (found: Case): PrivacyRequestView => {
    const { days, whose } = rules[config.connections[found.connection]?.source ?? ''] ?? otherwise;
    const due = found.first + days * DAY_MS;
    const [newest] = found.examples;
    const { decided } = found;
    return {
      id: caseId(found),
      type: found.type,
      connection: found.connection,
      about: newest?.example ?? '',
      event: newest?.event ?? '',
      received: new Date(found.first).toISOString(),
      due: new Date(due).toISOString(),
      isOverdue: !decided && due < clock(),
      rule: whose,
      ...(decided && {
        decided: {
          decision: decided.decision,
          by: decided.by,
          note: decided.note,
          at: new Date(decided.at).toISOString(),
        },
      }),
    };
  };
  return {
    async requests(which = 'open') {
      const all = (await listed(which)).map(viewOf);
      return which === 'decided' ? all : all.toSorted((one, other) => (one.due < other.due ? -1 : 1));
    },

    async request(id) {
      const found = await findCase(id, listed);
      if (!found) return noSuchCase(id);
      return {
        ...viewOf(found),
        ...(found.decided && { receipts: [...(await receiptsOf(found.key, found.decided, archive))] }),
      };
    },

    async answer(id, { decision, by, note }) {
      const found = await findCase(id, listed);
      if (!found) return noSuchCase(id);
      if (found.decided) {
        return {
          problem: 'conflict',
          error: `it was decided already: ${found.decided.decision}, by ${found.decided.by}`,
        };
      }
      const { type, connection, key } = found;
      const data = { case: { type, connection, key }, decision, customers: [], by, note };
      const event = decisionEvent(data, { now: clock() });
      await ports.send(event);
      return { event: event.id, source: event.source };
    },
  };
}

const noPlatform: SystemReceipt = {
  system: 'platform',
  state: 'not-supported',
  detail: 'Guiyi tells no platform: where it asks for an answer, answer it there',
};

/** What has become of a request, by system. A request for data has deleted nothing. */
async function receiptsOf(
  key: string,
  { decision, at }: NonNullable<Case['decided']>,
  archive: Archive,
): Promise<readonly SystemReceipt[]> {
  if (decision !== 'carry-out') return [];
  const bytes = await archive.get(`receipts/${key}.json`);
  const json = bytes && parseJson(Buffer.from(bytes).toString());
  if (!isJsonObject(json)) {
    const detail = 'it asked for no erasure: that it was answered is written down';
    return [{ system: 'guiyi', state: 'done', at: new Date(at).toISOString(), detail }, noPlatform];
  }
  const deleted = Array.isArray(json['deleted']) ? json['deleted'].length : 0;
  const erased = typeof json['erased'] === 'string' ? { at: json['erased'] } : {};
  const state = json['confirmed'] === true ? 'done' : 'accepted';
  return [
    {
      system: 'cdp',
      state,
      ...erased,
      detail: `${counted(deleted, 'customer')} deleted, and looked up again`,
    },
    { system: 'guiyi', state, ...erased, detail: 'identities are marked, and of events the outcome alone is kept' },
    noPlatform,
  ];
}

import type { Case } from '../functions/shared/cases/case.ts';
import { caseId } from '../functions/shared/cases/case-id.ts';
import { isPrivacyCase } from '../functions/shared/cases/decision.ts';
import { inbox } from '../functions/shared/cases/inbox.ts';
import { isCountOfMany } from '../functions/shared/cases/tally.ts';
import { customerId } from '../functions/shared/cdp/ids.ts';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import type { Envelope } from '../functions/shared/envelope/envelope.ts';
import type { Cases, Ledger } from '../functions/shared/ports/ports.ts';
import { ofToday, sidesOf, unique } from './case-sides.ts';
import { type CaseDetails, type CaseOperations, type CaseView, type DecideRequest, decisionsOf } from './cases.ts';
import { decisionEvent } from './decision-event.ts';
import type { EventOperations } from './events.ts';
import { isObjection, type Objection } from './objection.ts';

/** What decisions are made with, on one machine and on a stage alike. */
export interface DecisionPorts {
  readonly config: GuiyiConfig;
  readonly cases: Cases;
  readonly ledger: Ledger;
  readonly events: Pick<EventOperations, 'get'>;
  readonly clock: () => number;
  /** Puts an event into the queue that delivery reads. */
  readonly send: (event: Envelope) => Promise<void>;
}

const NEWEST = 500;

/** Cases that are no privacy requests. */
export function openCases(ports: DecisionPorts): CaseOperations {
  const listed = async (which: 'open' | 'decided') =>
    inbox(await ports.cases.list(NEWEST, which)).filter((one) => !isPrivacyCase(one));
  return {
    list: async ({ which = 'open' } = {}) => (await listed(which)).map(caseViewOf),
    async get(id) {
      const found = await findCase(id, listed);
      return found ? detailsOf(found, ports) : noSuchCase(id);
    },
    async decide(id, request) {
      const found = await findCase(id, listed);
      if (!found) return noSuchCase(id);
      const details = await detailsOf(found, ports);
      const customers = customersOf(details, request);
      if (isObjection(customers)) return customers;
      const { type, connection, key } = found;
      const { decision, by, note } = request;
      const data = { case: { type, connection, key }, decision, customers: [...customers], by, note };
      const event = decisionEvent(data, { now: ports.clock() });
      await ports.send(event);
      return { event: event.id, source: event.source };
    },
  };
}

/** Open ones first: what is decided is looked through where nothing is open by that id. */
export async function findCase(
  id: string,
  listed: (which: 'open' | 'decided') => Promise<readonly Case[]>,
): Promise<Case | undefined> {
  const byId = (all: readonly Case[]) => all.find((one) => caseId(one) === id);
  return byId(await listed('open')) ?? byId(await listed('decided'));
}

export function noSuchCase(id: string): Objection {
  return { problem: 'not-found', error: `there is no case ${JSON.stringify(id.slice(0, 40))}` };
}

async function detailsOf(found: Case, { ledger, events, config }: DecisionPorts): Promise<CaseDetails> {
  const isCount = isCountOfMany(found);
  const ofContact = isCount ? [] : await sidesOf(found.key, ledger);
  const ofEvents = isCount ? [] : await ofToday(await customersOfEvents(found, events, config), ledger);
  const customers = unique([...ofContact, ...ofEvents]);
  const decisions = decisionsOf({ isCount, customers: customers.length, isOfContact: ofContact.length > 0 });
  return {
    ...caseViewOf(found),
    customers: [...customers],
    // What is decided is decided again only by an event that says otherwise.
    decisions: found.decided ? [] : decisions,
  };
}

/** To whom the events led that showed it, as far as they are kept. */
async function customersOfEvents(
  { examples, connection }: Case,
  events: DecisionPorts['events'],
  config: GuiyiConfig,
): Promise<CaseDetails['customers']> {
  const platform = config.connections[connection]?.source;
  if (platform === undefined) return [];
  const found = await Promise.all(
    examples.map(async ({ event }) => events.get({ id: event, source: `/${platform}/${connection}` })),
  );
  return found.flatMap((event) =>
    isObjection(event) ? [] : (event.report?.customers ?? []).map((id) => ({ id, says: 'event' as const })),
  );
}

/** Whom a decision is about. */
function customersOf(
  { customers, decisions, decided }: CaseDetails,
  { decision, customers: given }: DecideRequest,
): readonly string[] | Objection {
  if (decided) {
    const error = `it was decided already: ${decided.decision}, by ${decided.by}`;
    return { problem: 'conflict', error };
  }
  if (decision === 'dismiss') return [];
  const known = customers.map(({ id }) => id);
  if (given?.some((id) => customerId(id) === undefined)) {
    return { problem: 'invalid', error: 'customers are named by their ids in the CDP' };
  }
  if (given === undefined && !decisions.includes(decision)) {
    const possible = decisions.join(', ');
    return { problem: 'conflict', error: `${decision} is no answer to this case: ${possible} are` };
  }
  const needed = decision === 'not-theirs' ? 1 : 2;
  const meant = given ?? (needed === 1 ? ownersOf(customers) : known);
  if (new Set(meant).size === needed) return meant;
  const whom = needed === 1 ? 'whose it is not' : 'which two are meant';
  const error = `say ${whom}, with --customer: it is about ${known.join(', ') || 'nobody who is known here'}`;
  return { problem: 'invalid', error };
}

function ownersOf(customers: CaseDetails['customers']): readonly string[] {
  return customers.flatMap(({ id, says }) => (says === 'owner' ? [id] : []));
}

function caseViewOf({ examples, decided, ...found }: Case): CaseView {
  return {
    id: caseId(found),
    ...found,
    examples: examples.map(({ example, event }) => ({ example, event })),
    ...(decided && { decided }),
  };
}

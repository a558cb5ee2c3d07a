import type { ConsoleOperations } from '../../console/console-operations.ts';
import { detailsOfView, rowOfView } from '../../console/event-details.ts';
import type { EventRows, EventRowsRequest, SearchAnswer } from '../../console/event-row.ts';
import { openSearches, type Searches } from '../../console/searches.ts';
import { readIdentityText } from '../../identity-text.ts';
import { maskAbout } from '../../mask-about.ts';
import { isObjection, type Objection } from '../../objection.ts';
import { isUnknown } from '../../why.ts';
import type { StageContext } from '../stage-context.ts';
import { stageChanges } from './stage-changes.ts';
import { stageCustomer } from './stage-customer.ts';
import { stageHealth, type StageHealth } from './stage-health.ts';
import { stageSources } from './stage-sources.ts';
import type { Operations } from '../../operations.ts';

interface StageConsole extends StageHealth {
  readonly operations: Operations;
}

/** What the console shows of a stage, by its journal, queues and lists. Every method may throw an AccountError. */
export function stageConsole(context: StageContext, about: StageConsole): ConsoleOperations {
  const { operations } = about;
  const { events } = operations;
  const searches = openSearches();
  const sources = stageSources(context, operations);
  return {
    eventRows: (request) => eventRows(request, searches, operations),
    async eventPage({ id, source }) {
      const view = await events.get({ id, source });
      return isObjection(view) ? view : detailsOfView(view);
    },
    customerRows: async () => ({
      problem: 'conflict',
      error: 'a stage has no list of its customers: the CDP has it. Search for an order, a phone or a customer',
    }),
    customerPage: (id) => stageCustomer(id, operations),
    sources: () => sources.rows(),
    source: async (name) => (await sources.page(name)) ?? { problem: 'not-found', error: 'no such connection' },
    preview: async () => ({
      problem: 'conflict',
      error: 'what came is sealed on a stage: npx guiyi event … --out, and npx guiyi source preview',
    }),
    health: stageHealth(context, about),
    search: (about) => search(about.trim(), searches, operations),
    async held(identity) {
      if (!readIdentityText(identity, context.config)) return noIdentity;
      const found = await events.why({ about: identity });
      if (isUnknown(found)) return { problem: 'not-found', error: 'nobody is known by this identity' };
      const [customer] = found.customers;
      return { ...(customer !== undefined && { customer }), events: found.events.length };
    },
    changes: (_last, signal) => stageChanges(operations, context.clock, signal),
  };
}

const noIdentity: Objection = {
  problem: 'invalid',
  error: 'an identity is kind:value or kind:scope:value, of a kind that is configured',
};

async function eventRows(
  { find, ...request }: EventRowsRequest,
  searches: Searches,
  { events }: Pick<Operations, 'events'>,
): Promise<EventRows | Objection> {
  if (find === undefined) {
    const page = await events.list(request);
    if (isObjection(page)) return page;
    return { rows: page.events.map(rowOfView), ...(page.next !== undefined && { next: page.next }) };
  }
  const about = searches.find(find);
  if (about === undefined) return { problem: 'not-found', error: 'that search is of another start: search again' };
  const found = await events.why({ about });
  const { state, connection, type } = request;
  const rows = (isUnknown(found) ? [] : found.events)
    .map(rowOfView)
    .filter((row) => state === undefined || row.state === state)
    .filter((row) => connection === undefined || row.connection === connection)
    .filter((row) => type === undefined || row.type === type);
  const namesPerson = isUnknown(found) || found.kind === 'identity';
  return { rows, about: namesPerson ? maskAbout(about) : about };
}

async function search(
  about: string,
  searches: Searches,
  { events }: Pick<Operations, 'events'>,
): Promise<SearchAnswer> {
  const found = await events.why({ about });
  if (isUnknown(found)) {
    const rejected = found.requests.map(({ connection, reason, count, last }) => ({ connection, reason, count, last }));
    return { kind: 'nothing', about: maskAbout(about), events: [], customers: [], count: 0, rejected };
  }
  return {
    kind: found.kind,
    about: found.kind === 'identity' ? maskAbout(about) : about,
    find: searches.keep(about),
    events: found.events.map(({ id, place, source = '' }) => ({ id, source, ...(place !== undefined && { place }) })),
    customers: found.customers,
    count: found.events.length,
    rejected: [],
  };
}

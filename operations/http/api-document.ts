import * as z from 'zod/mini';
import { caseDetails, cases, casesRequest, decideRequest } from '../cases.ts';
import { privacyDecision, privacyRequestList, privacyRequestView } from '../privacy-request-view.ts';
import { customerDetails, customerRows } from '../console/customer-page.ts';
import { eventDetails } from '../console/event-page.ts';
import { eventRows, eventRowsRequest, searchAnswer, searchRequest } from '../console/event-row.ts';
import { healthPage } from '../console/health-page.ts';
import { heldOf, heldRequest } from '../console/held-page.ts';
import {
  faultRequest,
  faultsAnswer,
  sampleAnswer,
  samplePreview,
  samplePreviewRequest,
  sampleRequest,
  samples,
  storyAnswer,
  storyRequest,
} from '../console/play-page.ts';
import { reasonTexts } from '../console/reasons-page.ts';
import { sourcePage, sourceRows } from '../console/source-page.ts';
import { sourcePreview } from '../console/source-preview.ts';
import { maskedCustomer } from '../customers.ts';
import { undoPlan, undoPlanRequest, undoStepRequest } from '../undo.ts';
import {
  deadLetterGroups,
  deadLetterSelection,
  deadLetterView,
  exportPage,
  letterEdit,
  wholeDeadLetter,
} from '../dead-letters.ts';
import { breakerView, pauseRequest, statusView } from '../delivery.ts';
import { discardedList } from '../discarded.ts';
import { eventView } from '../event-view.ts';
import { eventPage, eventsRequest } from '../events.ts';
import { backfillRequest, jobList, jobRun, jobView, replayRequest } from '../jobs.ts';
import { deadLetterPlan, planProgress, planRequest, runRequest } from '../plans.ts';
import { enqueued, eraseRequest, exportRequest, identityRequest, receiptRequest, subjectExport } from '../privacy.ts';
import {
  quarantinedView,
  quarantineGroups,
  quarantineList,
  quarantinePlan,
  quarantinePlanRequest,
  quarantineSelection,
} from '../quarantine.ts';
import { revealRequest, reveals } from '../reveals.ts';
import { suppressions, suppressionsRequest } from '../suppressions.ts';
import { countedRequests, requestsRequest, why, whyRequest } from '../why.ts';

/** One request of the local API. */
export interface ApiRoute {
  readonly method: 'get' | 'post';
  /** With `:id` where something is named. */
  readonly path: string;
  readonly does: string;
  readonly query?: z.ZodMiniObject;
  readonly body?: z.ZodMiniType;
  /** Of a success; absent where it is no JSON, or what the CDP says. */
  readonly answer?: z.ZodMiniType;
  readonly status?: 200 | 201 | 202;
}

const text = z.string();
const anything = z.looseObject({});
const ofEvent = z.object({ source: z.optional(text) });
const paging = { limit: z.optional(text), after: z.optional(text) };
const letterQuery = z.extend(deadLetterSelection, paging);
const letterLists = z.object({
  events: z.array(deadLetterView),
  inlet: z.array(deadLetterView),
  next: z.optional(text),
});
const moved = z.object({ moved: z.number(), plan: text, privacyLeftOut: z.number() });
const inletRequest = z.object({ body: text, attributes: z.optional(z.record(text, text)) });

/** Every request under `/api`, in the order of docs/desk.md. */
export const apiRoutes: readonly ApiRoute[] = [
  { method: 'get', path: '/openapi.json', does: 'This document.', answer: anything },
  { method: 'get', path: '/status', does: 'Whether events are delivered, and how much waits.', answer: statusView },
  { method: 'post', path: '/pause', does: 'Stops delivery.', body: pauseRequest, answer: breakerView },
  { method: 'post', path: '/resume', does: 'Starts delivery again.', answer: breakerView },
  { method: 'get', path: '/events', does: 'Events, masked.', query: eventsRequest, answer: eventPage },
  { method: 'get', path: '/events/:id', does: 'One event, masked.', query: ofEvent, answer: eventView },
  { method: 'get', path: '/sent-events/:id', does: 'The same with its values.', query: ofEvent, answer: eventView },
  { method: 'get', path: '/why', does: 'Everything that is known about something.', query: whyRequest, answer: why },
  {
    method: 'get',
    path: '/requests',
    does: 'Requests that became no event.',
    query: requestsRequest,
    answer: countedRequests,
  },
  { method: 'get', path: '/reveals', does: 'Who has seen values in clear.', answer: reveals },
  {
    method: 'post',
    path: '/reveals',
    does: 'Writes that down, and answers in clear.',
    body: revealRequest,
    answer: anything,
  },
  { method: 'get', path: '/customers', does: 'Customers of the sandbox.', query: z.object(paging), answer: anything },
  { method: 'get', path: '/customers/:id', does: 'One customer, masked.', answer: maskedCustomer },
  {
    method: 'get',
    path: '/dead-letters',
    does: 'Dead letters of both queues.',
    query: letterQuery,
    answer: letterLists,
  },
  {
    method: 'get',
    path: '/dead-letters/groups',
    does: 'By cause.',
    query: deadLetterSelection,
    answer: deadLetterGroups,
  },
  { method: 'get', path: '/dead-letters/:id', does: 'One with its history, masked.', answer: wholeDeadLetter },
  {
    method: 'post',
    path: '/dead-letters/:id/edit',
    does: 'Puts another body in its place; recorded.',
    body: letterEdit,
    answer: wholeDeadLetter,
  },
  {
    method: 'post',
    path: '/dead-letters/plans',
    does: 'A plan of exactly these.',
    body: planRequest,
    answer: deadLetterPlan,
    status: 201,
  },
  { method: 'get', path: '/dead-letters/plans/:id', does: 'How far it has come.', answer: planProgress },
  {
    method: 'post',
    path: '/dead-letters/plans/:id/run',
    does: 'Runs it, or a part.',
    body: runRequest,
    answer: planProgress,
  },
  {
    method: 'post',
    path: '/dead-letters/redrive',
    does: 'Sends a selection again at once.',
    body: deadLetterSelection,
    answer: moved,
  },
  {
    method: 'post',
    path: '/dead-letters/export',
    does: 'A selection, whole and in clear.',
    query: z.object({ after: z.optional(text) }),
    body: deadLetterSelection,
    answer: exportPage,
  },
  {
    method: 'get',
    path: '/quarantine',
    does: 'What was proved and not understood.',
    query: quarantineSelection,
    answer: quarantineList,
  },
  {
    method: 'get',
    path: '/quarantine/groups',
    does: 'By connection and reason.',
    query: quarantineSelection,
    answer: quarantineGroups,
  },
  { method: 'get', path: '/quarantine/:id', does: 'One of them, without its content.', answer: quarantinedView },
  {
    method: 'post',
    path: '/quarantine/plans',
    does: 'A plan of exactly these.',
    body: quarantinePlanRequest,
    answer: quarantinePlan,
    status: 201,
  },
  { method: 'get', path: '/quarantine/plans/:id', does: 'How far it has come.', answer: planProgress },
  {
    method: 'post',
    path: '/quarantine/plans/:id/run',
    does: 'Runs it, or a part.',
    body: runRequest,
    answer: planProgress,
  },
  { method: 'get', path: '/jobs', does: 'Replays and backfills.', answer: jobList },
  { method: 'get', path: '/jobs/:id', does: 'Plan, progress, outcomes.', answer: jobView },
  {
    method: 'post',
    path: '/jobs/replay',
    does: 'Plans to send events again.',
    body: replayRequest,
    answer: jobView,
    status: 202,
  },
  {
    method: 'post',
    path: '/jobs/backfill',
    does: 'Plans to read a file as events.',
    body: backfillRequest,
    answer: jobView,
    status: 202,
  },
  { method: 'post', path: '/jobs/:id/run', does: 'Starts it or goes on.', body: jobRun, answer: jobView },
  { method: 'post', path: '/jobs/:id/pause', does: 'Stops it for now.', answer: jobView },
  { method: 'post', path: '/jobs/:id/abort', does: 'Ends it.', answer: jobView },
  {
    method: 'post',
    path: '/snapshots',
    does: 'A copy of the state for a rehearsal; whoever asks removes it.',
    answer: z.object({ folder: text }),
    status: 201,
  },
  {
    method: 'post',
    path: '/inlet',
    does: 'Puts a message into the inlet queue.',
    body: inletRequest,
    answer: z.object({ queued: z.number() }),
    status: 202,
  },
  { method: 'get', path: '/cases', does: 'What a person should look at.', query: casesRequest, answer: cases },
  { method: 'get', path: '/cases/:id', does: 'One case, with both sides.', answer: caseDetails },
  {
    method: 'post',
    path: '/cases/:id/decide',
    does: 'Decides a case.',
    body: decideRequest,
    answer: enqueued,
    status: 202,
  },
  {
    method: 'post',
    path: '/undo/plans',
    does: 'How a customer who is two people is separated.',
    body: undoPlanRequest,
    answer: undoPlan,
    status: 201,
  },
  {
    method: 'post',
    path: '/undo/plans/:id/next',
    does: 'Carries out its next step.',
    body: undoStepRequest,
    answer: undoPlan,
  },
  {
    method: 'get',
    path: '/privacy-requests',
    does: 'Requests that a person answers.',
    query: casesRequest,
    answer: privacyRequestList,
  },
  { method: 'get', path: '/privacy-requests/:id', does: 'One of them.', answer: privacyRequestView },
  {
    method: 'post',
    path: '/privacy-requests/:id/answer',
    does: 'Carries it out or refuses it.',
    body: privacyDecision,
    answer: enqueued,
    status: 202,
  },
  { method: 'get', path: '/discarded', does: 'Which values became no identity.', answer: discardedList },
  { method: 'get', path: '/proofs', does: 'How many log-ins say a name.', answer: z.array(anything) },
  {
    method: 'get',
    path: '/export',
    does: 'What is held of a person.',
    query: exportRequest,
    answer: subjectExport,
  },
  { method: 'post', path: '/erase', does: 'Forgets a person.', body: eraseRequest, answer: enqueued, status: 202 },
  {
    method: 'get',
    path: '/receipts',
    does: 'The receipt of an erase.',
    query: receiptRequest,
    answer: anything,
  },
  {
    method: 'get',
    path: '/suppressions',
    does: 'Who is blocked.',
    query: suppressionsRequest,
    answer: suppressions,
  },
  {
    method: 'post',
    path: '/suppressions',
    does: 'Blocks a person.',
    body: identityRequest,
    answer: enqueued,
    status: 202,
  },
  {
    method: 'post',
    path: '/suppressions/lift',
    does: 'Frees a person.',
    body: identityRequest,
    answer: enqueued,
    status: 202,
  },
  {
    method: 'get',
    path: '/event-rows',
    does: 'Events as the console lists them.',
    query: eventRowsRequest,
    answer: eventRows,
  },
  { method: 'get', path: '/event-pages/:id', does: 'The way of one event.', query: ofEvent, answer: eventDetails },
  {
    method: 'get',
    path: '/customer-rows',
    does: 'Customers as the console lists them.',
    query: z.object({ after: z.optional(text) }),
    answer: customerRows,
  },
  { method: 'get', path: '/customer-pages/:id', does: 'One customer.', answer: customerDetails },
  { method: 'get', path: '/sources', does: 'Connections.', answer: sourceRows },
  { method: 'get', path: '/sources/:name', does: 'One connection.', answer: sourcePage },
  {
    method: 'get',
    path: '/sources/:name/preview',
    does: 'What its mapping makes of received events.',
    answer: sourcePreview,
  },
  {
    method: 'get',
    path: '/health',
    does: 'How it goes, by minute.',
    query: z.object({ minutes: z.optional(text) }),
    answer: healthPage,
  },
  {
    method: 'get',
    path: '/changes',
    does: 'Server-sent events as rows change; `Last-Event-ID` goes on after that one.',
  },
  {
    method: 'post',
    path: '/search',
    does: 'To which events and customers something leads.',
    body: searchRequest,
    answer: searchAnswer,
  },
  { method: 'post', path: '/held', does: 'How much is held of a person.', body: heldRequest, answer: heldOf },
  { method: 'get', path: '/reasons', does: 'What every reason means.', answer: reasonTexts },
  { method: 'get', path: '/play/samples', does: 'Samples that can be sent.', answer: samples },
  {
    method: 'post',
    path: '/play/preview',
    does: 'The payload of a sample.',
    body: samplePreviewRequest,
    answer: samplePreview,
  },
  { method: 'post', path: '/play/send', does: 'Signs and sends a sample.', body: sampleRequest, answer: sampleAnswer },
  { method: 'post', path: '/play/story', does: 'Tells a story of the demo.', body: storyRequest, answer: storyAnswer },
  { method: 'get', path: '/play/faults', does: 'Faults of the sandbox that are ordered.', answer: faultsAnswer },
  {
    method: 'post',
    path: '/play/faults',
    does: 'Orders faults of the sandbox.',
    body: faultRequest,
    answer: faultsAnswer,
  },
];

/** Problem details (RFC 9457): what every request answers that is no success. */
const problem = z.looseObject({
  type: text,
  title: text,
  status: z.number(),
  detail: text,
  /** The same as `detail`. */
  error: text,
  code: z.optional(text),
});

/** The local API as an OpenAPI 3.1 document. */
export function apiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of apiRoutes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Guiyi: the local API of the desk', version },
    servers: [{ url: 'http://127.0.0.1:8788/api' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: '`token` of address.json' } },
      schemas: { Problem: schemaOf(problem) },
    },
  };
}

function operationOf({ method, path, does, query, body, answer, status = 200 }: ApiRoute): object {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const asked = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema instanceof z.ZodMiniOptional),
    schema: schemaOf(schema),
  }));
  const content = answer ? { 'application/json': { schema: schemaOf(answer) } } : { 'text/event-stream': {} };
  return {
    operationId: `${method}${path.replaceAll(/[/:.-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: does,
    ...(named.length + asked.length > 0 && { parameters: [...named, ...asked] }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }),
    responses: {
      [String(status)]: { description: 'done', content },
      default: {
        description: 'what stands against it',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function schemaOf(schema: z.core.$ZodType): object {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return json;
}

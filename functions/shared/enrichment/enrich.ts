import type { SubjectItem } from '../change/subject-item.ts';
import type { Envelope } from '../envelope/envelope.ts';
import type { IdentityKind } from '../identity/identity.ts';
import type { Clock } from '../ports/ports.ts';
import type { answerCache } from './answer-cache.ts';
import { ApiError, type ApiErrorKind } from './api-error.ts';
import type { ConfiguredEnricher, EnrichContext, Identified } from './enricher.ts';
import { onlyUpsert } from './found.ts';
import type { LookUp } from './look-up.ts';
import type { OpenAccount } from './open-account.ts';
import { decideRetry } from './retry-budget.ts';
import type { Account } from './platform-api.ts';

/** What became of one question. Says nothing about the person but which kinds of identity were found. */
export interface Asked {
  readonly api: string;
  readonly outcome: 'found' | 'nothing' | 'failed';
  /** Kinds of identity that the answer has added. */
  readonly found: readonly IdentityKind[];
  /** Why there is no answer. */
  readonly reason?: ApiErrorKind;
  readonly code?: number;
  /** With what to do about it. */
  readonly detail?: string;
}

export type Enriched =
  | { readonly outcome: 'goes-on'; readonly identified: Identified; readonly asked: readonly Asked[] }
  | { readonly outcome: 'waiting'; readonly detail: string; readonly retryAfterSeconds: number };

/** Asks the platforms' APIs what an event leaves open. Never throws, and never holds an event longer than its time. */
export type Enrich = (
  event: Envelope,
  identified: Identified,
  subject: Pick<SubjectItem, 'kinds'>,
) => Promise<Enriched>;

/** A connection that may ask. */
export interface EnrichedConnection {
  readonly enricher: ConfiguredEnricher;
  readonly waitMs: number;
  /** For all questions about one event together. */
  readonly timeoutMs: number;
  readonly answers: ReturnType<typeof answerCache>;
}

export interface KnownAccount extends Pick<Account, 'idScope'> {
  readonly platform: string;
  readonly open: OpenAccount;
}

export interface Asking {
  readonly accounts: ReadonlyMap<string, KnownAccount>;
  readonly context: EnrichContext;
  readonly clock: Clock;
}

export async function enrichEvent(
  event: Envelope,
  identified: Identified,
  subject: Pick<SubjectItem, 'kinds'>,
  { enricher, waitMs, timeoutMs, answers }: EnrichedConnection,
  { accounts, context, clock }: Asking,
): Promise<Enriched> {
  const questions = enricher.lookUps(event, identified, context).filter((lookUp) => !isKnown(lookUp, subject));
  if (questions.length === 0) return { outcome: 'goes-on', identified, asked: [] };
  const received = Date.parse(event.receivedtime);
  const end = AbortSignal.timeout(timeoutMs);
  const asked: Asked[] = [];
  let known = identified;
  for (const lookUp of questions) {
    const { api, until = Infinity } = lookUp;
    const account = accounts.get(lookUp.account);
    if (!account || isTold(lookUp, known)) continue;
    try {
      if (clock() >= until) throw new ApiError('late', { api });
      if (end.aborted) throw new ApiError('timeout', { api });
      const answer = await before(
        end,
        api,
        answers.answerTo(lookUp, () => account.open.ask(lookUp)),
      );
      const next = enricher.read(known, { event, lookUp, answer, idScope: account.idScope });
      const found = kindsOf(next).filter((kind) => !kindsOf(known).includes(kind));
      if (found.length === 0 && lookUp.mayFill) answers.forget(lookUp);
      asked.push({ api, outcome: found.length > 0 ? 'found' : 'nothing', found });
      known = next;
    } catch (thrown) {
      const error = asApiError(thrown, api);
      const decided = decideRetry(error, account.open.outageOf(error.api), { now: clock(), received, waitMs, until });
      if (decided.outcome === 'waiting') return { ...decided, detail: error.message };
      asked.push(unanswered(api, error, received < until));
    }
  }
  return { outcome: 'goes-on', identified: known, asked };
}

/** @param inTime The event came while the platform would still have answered. */
function unanswered(api: string, { kind, code, message }: ApiError, inTime: boolean): Asked {
  const isFailure = kind === 'late' ? inTime : kind !== 'person';
  return {
    api,
    outcome: isFailure ? 'failed' : 'nothing',
    found: [],
    reason: kind,
    ...(code !== undefined && { code }),
    detail: message,
  };
}

/** Everything that the answer could tell was sent for this person before. */
function isKnown({ gives, newerThan }: LookUp, { kinds }: Pick<SubjectItem, 'kinds'>): boolean {
  if (newerThan !== undefined || gives.length === 0 || kinds.length === 0) return false;
  return gives.every((kind) => kinds.includes(kind));
}

/** The event itself, or the answer before, says it. */
function isTold({ gives }: LookUp, identified: Identified): boolean {
  const kinds = kindsOf(identified);
  return gives.length > 0 && gives.every((kind) => kinds.includes(kind));
}

function kindsOf(identified: Identified): readonly IdentityKind[] {
  return onlyUpsert(identified)?.identities.map(({ kind }) => kind) ?? [];
}

/** The answer, unless the event's time ends first; one that comes later is kept for the next attempt. */
async function before<T>(end: AbortSignal, api: string, answer: Promise<T>): Promise<T> {
  let stop = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new ApiError('timeout', { api }));
    end.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([answer, ended]);
  } finally {
    end.removeEventListener('abort', stop);
  }
}

/** Of an error of nobody's the name alone: its message may quote what it stumbled over. */
function asApiError(error: unknown, api: string): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('fault', { api, advice: error instanceof Error ? error.name : 'no Error', cause: error });
}

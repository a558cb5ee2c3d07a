import { counted } from '../functions/shared/text/counted.ts';
import type { Language } from '../functions/shared/text/language.ts';
import { type CountedRequests, type RequestCountView, countedRequests } from '../operations/why.ts';
import type { Desk } from './desk-api.ts';
import { readTime } from './time-option.ts';

/** Of that connection and time: where no event is, they may be why. @throws CommandError */
export async function requestsInstead(
  desk: Pick<Desk, 'ask'>,
  { connection, since, stack }: { readonly connection?: string; readonly since?: string; readonly stack?: string },
  language: Language,
): Promise<readonly string[]> {
  const query = new URLSearchParams({
    ...(connection !== undefined && { connection }),
    ...(since !== undefined && { since: readTime('since', since, Date.now()) }),
  });
  const counts = countedRequests.parse(await desk.ask(`/api/requests?${query.toString()}`));
  return requestCountLines(counts, stack !== undefined, language);
}

/** Which requests became no event: one of them may be what is missed. @param isStage of which nobody but the log says the connections of rejected ones */
export function requestCountLines(
  { since, requests, isUncounted = false }: CountedRequests,
  isStage: boolean,
  language: Language,
): readonly string[] {
  const words = WORDS[language];
  return [
    ...(isUncounted ? [words.uncounted] : requests.length === 0 ? [words.noRequest(since)] : []),
    ...requests.map((request) => words.request(since, request, isStage)),
  ];
}

function ofConnection(connection: string, isStage: boolean): string {
  if (connection !== '') return ` of ${connection}`;
  return isStage ? '' : ' of no connection that is known';
}

const WORDS = {
  en: {
    uncounted: 'rejected or quarantined requests were not counted: these credentials may not read all of the counts',
    noRequest: (since: string) => `since      ${since} no request was rejected or quarantined`,
    request: (since: string, { connection, outcome, reason, count, last }: RequestCountView, isStage: boolean) =>
      `since      ${since} ${counted(count, 'request')}${ofConnection(connection, isStage)} ${count === 1 ? 'was' : 'were'} ${outcome} because ${reason}, the last at ${last}`,
  },
  zh: {
    uncounted: '没有统计被拒收或隔离的请求：这些凭据不能读取全部计数',
    noRequest: (since: string) => `自         ${since} 起没有请求被拒收或隔离`,
    request: (since: string, { connection, outcome, reason, count, last }: RequestCountView, isStage: boolean) =>
      `自         ${since} 起，${connection === '' && isStage ? '' : `连接 ${connection === '' ? '（未知）' : connection} `}有 ${count} 个请求${outcome === 'quarantined' ? '被隔离' : '被拒收'}，原因 ${reason}，最近 ${last}`,
  },
} as const satisfies Record<Language, object>;

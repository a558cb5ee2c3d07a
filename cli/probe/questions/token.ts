import { answerTo } from '../calls.ts';
import { answerLine } from '../evidence.ts';
import { type ProbeCall, type Dialogue, type ProbeFinding, found } from '../interview.ts';
import type { Heard } from '../messages.ts';
import { emptyPage } from './page.ts';

/** Q01: what a token gets that was never issued. */
export function* badToken(heard: Heard): Dialogue<readonly ProbeFinding[]> {
  const call: ProbeCall = { ...emptyPage(1), token: 'guiyi-probe-no-token' };
  const answer = yield* answerTo(call);
  const evidence = answerLine(
    { en: 'customerSimpleQuery with an invented token', zh: '用虚构的 token 调用 customerSimpleQuery' },
    answer,
  );
  if (answer.kind === 'refused') {
    heard.note('auth', answer.msg);
    return [found('badToken', 'code', evidence)];
  }
  return [found('badToken', answer.kind === 'status' && answer.status === 401 ? 'http-401' : 'undecided', evidence)];
}

/** Q01: the lifetime of two tokens that were had one after the other. */
export function* tokenLifetime(): Dialogue<readonly ProbeFinding[]> {
  const seconds: number[] = [];
  for (let time = 0; time < 2; time += 1) {
    const answer = yield { endpoint: 'token exchange' };
    if (answer.kind === 'data' && Number.isInteger(answer.data)) seconds.push(Number(answer.data));
  }
  const [first, second] = seconds;
  const evidence = {
    en: `token exchange, twice: good for ${seconds.join(' s and ')} s`,
    zh: `换取 token 两次：有效期 ${seconds.join(' 秒和 ')} 秒`,
  };
  if (first === undefined || second === undefined)
    return [
      found('tokenLifetimeSeconds', 'undecided', {
        en: 'the token exchange names no lifetime',
        zh: '换取 token 的应答没有有效期',
      }),
    ];
  // A token that is handed out again counts down.
  return [found('tokenLifetimeSeconds', first === second ? first : 'undecided', evidence)];
}

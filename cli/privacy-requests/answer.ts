import { languageOf } from '../../functions/shared/text/language.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { userInfo } from 'node:os';
import { enqueued } from '../../operations/privacy.ts';
import { type PrivacyDecision, privacyRequestView } from '../../operations/privacy-request-view.ts';
import { askFor } from '../ask-for.ts';
import { confirm } from '../confirm.ts';
import { findDesk } from '../desk.ts';
import { hint } from '../hint.ts';
import { endLines, endOf } from '../privacy.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';

interface AnswerOptions extends OperatorOptions {
  readonly note: string;
  readonly by?: string;
  readonly yes: boolean;
}

/** @throws CommandError */
export function carryOut(terminal: Terminal, id: string, options: AnswerOptions): Promise<number> {
  return answer(terminal, id, 'carry-out', options);
}

/** @throws CommandError */
export function refuse(terminal: Terminal, id: string, options: AnswerOptions): Promise<number> {
  return answer(terminal, id, 'refuse', options);
}

async function answer(
  terminal: Terminal,
  id: string,
  decision: PrivacyDecision['decision'],
  options: AnswerOptions,
): Promise<number> {
  const { stdout } = terminal;
  const { note, by, yes, json } = options;
  const desk = await findDesk(options);
  const path = `/api/privacy-requests/${encodeURIComponent(id)}`;
  const one = privacyRequestView.parse(await askFor(desk, path, hint('privacy list', options)));
  if (!yes) {
    const isErase = one.type === 'erase-needs-decision';
    const what = isErase ? questions.erase : questions['carry-out'];
    const question = decision === 'refuse' ? questions.refuse : what;
    await confirm(terminal, {
      ask: {
        en: `${one.about}, of ${one.connection}. ${question.en}`,
        zh: `${one.about}，连接 ${one.connection}。${question.zh}`,
      },
      unasked: {
        en: `${nothing.en}: ${decision} asks first; outside a terminal, say --yes`,
        zh: `${nothing.zh}：${decision} 执行前会先询问；不在终端中时加 --yes`,
      },
      refused: nothing,
    });
  }
  const request = { decision, by: by ?? userInfo().username, note };
  const event = enqueued.parse(await desk.ask(`${path}/answer`, request));
  const outcome = await desk.outcome({ source: event.source, id: event.event });
  if (json) {
    const { state, reason, detail } = outcome ?? { state: 'queued' };
    stdout.write(`${JSON.stringify({ ...event, state, reason, detail })}\n`);
    return endOf(outcome);
  }
  const language = languageOf(terminal.env);
  const lines = endLines(outcome, ends[decision][language], hint(`why ${event.event}`, options), language);
  const receipts = { en: 'receipts  ', zh: '回执      ' }[language];
  stdout.write(`${lines.join('\n')}\n${receipts}${hint(`privacy show ${id}`, options)}\n`);
  return endOf(outcome);
}

const nothing: Localized = { en: 'nothing was done', zh: '没有执行' };
const questions = {
  erase: {
    en: 'Delete the customer in the CDP for good, whichever channels know them?',
    zh: '在 CDP 中永久删除这个客户，涵盖所有渠道？',
  },
  'carry-out': { en: 'Carry it out?', zh: '执行？' },
  refuse: { en: 'Refuse it?', zh: '不予执行？' },
} as const satisfies Record<string, Localized>;
const ends: Readonly<Record<PrivacyDecision['decision'], Localized>> = {
  refuse: { en: 'refused   nothing was changed', zh: '已拒绝    没有改动' },
  'carry-out': { en: 'done      the request is answered', zh: '已完成    请求已答复' },
};

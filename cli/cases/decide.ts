import { languageOf } from '../../functions/shared/text/language.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { userInfo } from 'node:os';
import { caseDetails, type DecideRequest } from '../../operations/cases.ts';
import { enqueued } from '../../operations/privacy.ts';
import { askFor } from '../ask-for.ts';
import { confirm } from '../confirm.ts';
import { findDesk } from '../desk.ts';
import { hint } from '../hint.ts';
import { endLines, endOf, eventLine } from '../privacy.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';

interface DecideOptions extends OperatorOptions {
  readonly as: DecideRequest['decision'];
  readonly customer?: readonly string[];
  readonly note: string;
  readonly by?: string;
  readonly yes: boolean;
}

const meanings: Readonly<Record<DecideRequest['decision'], Localized>> = {
  join: { en: 'Make one customer of them in the CDP?', zh: '在 CDP 中合并为一个客户？' },
  'never-one': { en: 'Keep them apart, whatever an event proves?', zh: '无论事件证明什么，都保持分开？' },
  'not-theirs': {
    en: 'Let this contact lead nobody to the customer until they prove it again?',
    zh: '在该客户再次验证之前，这个联系方式不再指向该客户？',
  },
  dismiss: { en: 'Close the case, and ask about it no more?', zh: '关闭这个事项，不再询问？' },
};

const nothing: Localized = { en: 'nothing was decided', zh: '没有判定' };

/** Decides a case, waits for its end, and says how it ended. @throws CommandError */
export async function decideCase(terminal: Terminal, id: string, options: DecideOptions): Promise<number> {
  const { stdout } = terminal;
  const { as: decision, customer, note, by, yes, json } = options;
  const desk = await findDesk(options);
  const path = `/api/cases/${encodeURIComponent(id)}`;
  const found = caseDetails.parse(await askFor(desk, path, hint('cases list', options)));
  if (!yes) {
    const about = customer ?? found.customers.map((one) => one.id);
    await confirm(terminal, {
      ask: {
        en: `${found.type}, customers ${about.join(', ') || '(none)'}. ${meanings[decision].en}`,
        zh: `${found.type}，客户 ${about.join(', ') || '（无）'}。${meanings[decision].zh}`,
      },
      unasked: {
        en: `${nothing.en}: it asks first; outside a terminal, say --yes`,
        zh: `${nothing.zh}：执行前会先询问；不在终端中时加 --yes`,
      },
      refused: nothing,
    });
  }
  const request: DecideRequest = {
    decision,
    by: by ?? userInfo().username,
    note,
    ...(customer !== undefined && { customers: [...customer] }),
  };
  const event = enqueued.parse(await desk.ask(`${path}/decide`, request));
  const outcome = await desk.outcome({ source: event.source, id: event.event });
  if (json) {
    const { state, reason, detail } = outcome ?? { state: 'queued' };
    stdout.write(`${JSON.stringify({ ...event, state, reason, detail })}\n`);
    return endOf(outcome);
  }
  const next = hint(`why ${event.event}`, options);
  const language = languageOf(terminal.env);
  const done = { en: `decided   ${decision}`, zh: `已判定    ${decision}` }[language];
  stdout.write(`${[...endLines(outcome, done, next, language), eventLine(event.event, language)].join('\n')}\n`);
  return endOf(outcome);
}

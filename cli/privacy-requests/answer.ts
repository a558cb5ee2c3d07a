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
    const what = isErase ? 'Delete the customer in the CDP for good, whichever channels know them?' : 'Carry it out?';
    await confirm(terminal, {
      ask: `${one.about}, of ${one.connection}. ${decision === 'refuse' ? 'Refuse it?' : what}`,
      unasked: `nothing was done: ${decision} asks first; outside a terminal, say --yes`,
      refused: 'nothing was done',
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
  const done = decision === 'refuse' ? 'refused   nothing was changed' : 'done      the request is answered';
  const lines = endLines(outcome, done, hint(`why ${event.event}`, options));
  stdout.write(`${lines.join('\n')}\nreceipts  ${hint(`privacy show ${id}`, options)}\n`);
  return endOf(outcome);
}

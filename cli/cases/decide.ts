import { userInfo } from 'node:os';
import { caseDetails, type DecideRequest } from '../../operations/cases.ts';
import { enqueued } from '../../operations/privacy.ts';
import { askFor } from '../ask-for.ts';
import { confirm } from '../confirm.ts';
import { findDesk } from '../desk.ts';
import { hint } from '../hint.ts';
import { endLines, endOf } from '../privacy.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';

interface DecideOptions extends OperatorOptions {
  readonly as: DecideRequest['decision'];
  readonly customer?: readonly string[];
  readonly note: string;
  readonly by?: string;
  readonly yes: boolean;
}

const meanings: Readonly<Record<DecideRequest['decision'], string>> = {
  join: 'Make one customer of them in the CDP?',
  'never-one': 'Keep them apart, whatever an event proves?',
  'not-theirs': 'Let this contact lead nobody to the customer until they prove it again?',
  dismiss: 'Close the case, and ask about it no more?',
};

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
      ask: `${found.type}, customers ${about.join(', ') || '(none)'}. ${meanings[decision]}`,
      unasked: 'nothing was decided: it asks first; outside a terminal, say --yes',
      refused: 'nothing was decided',
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
  stdout.write(`${endLines(outcome, `decided   ${decision}`, next).join('\n')}\nevent     ${event.event}\n`);
  return endOf(outcome);
}

import {
  privacyRequestList,
  privacyRequestView,
  type PrivacyRequestView,
} from '../../operations/privacy-request-view.ts';
import { askFor } from '../ask-for.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { pairLines, tableLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';

const DAY_MS = 24 * 3_600_000;

/** @throws CommandError */
export async function listRequests(
  { stdout }: Terminal,
  { json, decided, ...where }: OperatorOptions & { readonly decided: boolean },
): Promise<number> {
  const desk = await findDesk(where);
  const path = `/api/privacy-requests${decided ? '?which=decided' : ''}`;
  const { requests } = privacyRequestList.parse(await desk.ask(path));
  if (json) {
    stdout.write(`${JSON.stringify(requests)}\n`);
    return exitCodes.done;
  }
  const rows = requests.map((one) => [one.id, whenOf(one), one.connection, one.about, one.received]);
  const lines = tableLines(['request', decided ? 'decided' : 'due', 'connection', 'about', 'received'], rows);
  stdout.write(requests.length === 0 ? 'no requests\n' : `${lines.join('\n')}\n`);
  return exitCodes.done;
}

function whenOf({ decided, due, isOverdue }: PrivacyRequestView): string {
  if (decided) return `${decided.decision} by ${decided.by}`;
  if (isOverdue) return `overdue since ${due.slice(0, 10)}`;
  const days = Math.floor((Date.parse(due) - Date.now()) / DAY_MS);
  return `${due.slice(0, 10)}, in ${days} ${days === 1 ? 'day' : 'days'}`;
}

/** One request, with its receipts. @throws CommandError */
export async function showRequest(
  { stdout }: Terminal,
  id: string,
  { json, ...where }: OperatorOptions,
): Promise<number> {
  const desk = await findDesk(where);
  const one = privacyRequestView.parse(
    await askFor(desk, `/api/privacy-requests/${encodeURIComponent(id)}`, hint('privacy list', where)),
  );
  if (json) {
    stdout.write(`${JSON.stringify(one)}\n`);
    return exitCodes.done;
  }
  const { decided, receipts = [] } = one;
  const lines = pairLines([
    ['request', `${one.id}, ${one.type} of ${one.connection}`],
    ['about', one.about],
    ['event', one.event],
    ['received', one.received],
    ['due', `${one.due} (${one.rule})${one.isOverdue ? ', OVERDUE' : ''}`],
    ...(decided ? [['decided', `${decided.decision} by ${decided.by}, ${decided.at}: ${decided.note}`] as const] : []),
    ...receipts.map(
      ({ system, state, at, detail }) => [system, `${state}${at === undefined ? '' : ` ${at}`}: ${detail}`] as const,
    ),
  ]);
  const next = ['carry-out', 'refuse'].map((act) => `  ${hint(`privacy ${act} ${id} --note "…"`, where)}`);
  stdout.write(`${[...lines, ...(decided ? [] : ['to decide it:', ...next])].join('\n')}\n`);
  return exitCodes.done;
}

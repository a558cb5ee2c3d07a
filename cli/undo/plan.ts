import { languageOf } from '../../functions/shared/text/language.ts';
import { type UndoPlan, undoPlan, type UndoPlanRequest, type UndoStep } from '../../operations/undo.ts';
import type { Desk } from '../desk-api.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { tableLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';
import { undoWords } from './words.ts';

export interface UndoOptions extends OperatorOptions {
  readonly from?: string;
  readonly move?: readonly string[];
  readonly keep?: readonly string[];
  readonly stepByStep: boolean;
}

type Words = (typeof undoWords)['en'];

/** How a customer who is two people is separated. @throws CommandError */
export async function showUndoPlan({ stdout, env }: Terminal, about: string, options: UndoOptions): Promise<number> {
  const plan = await planFor(await findDesk(options), about, options);
  if (options.json) {
    stdout.write(`${JSON.stringify(plan)}\n`);
    return exitCodes.done;
  }
  const words = undoWords[languageOf(env)];
  const next = (more: string) => hint(`undo ${more}`, options);
  const lines =
    plan.steps.length === 0
      ? [...undoPlanLines(plan, words), words.choose(next(`plan ${about} --move <key>`))]
      : [
          ...undoPlanLines(plan, words),
          words.next(next(`carry-out ${about}${chosen(options)} --plan ${plan.plan} --note "…"`)),
        ];
  stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.done;
}

export async function planFor(desk: Desk, about: string, options: UndoOptions): Promise<UndoPlan> {
  const { from, move, keep, stepByStep } = options;
  const request: UndoPlanRequest = {
    about,
    ...(from !== undefined && { from }),
    ...(move && { move: [...move] }),
    ...(keep && { keep: [...keep] }),
    ...(stepByStep && { stepByStep }),
  };
  return undoPlan.parse(await desk.ask('/api/undo/plans', request));
}

/** The choice as it was typed. */
function chosen({ from, move, keep, stepByStep }: UndoOptions): string {
  return [
    ...(from === undefined ? [] : [` --from ${from}`]),
    ...(move ? [` --move ${move.join(' ')}`] : []),
    ...(keep ? [` --keep ${keep.join(' ')}`] : []),
    ...(stepByStep ? [' --step-by-step'] : []),
  ].join('');
}

export function undoPlanLines(plan: UndoPlan, words: Words): readonly string[] {
  const { stays, leaves, steps, limits } = plan;
  return [
    words.head(plan.plan, plan.customer),
    words.stays(plan.customer),
    ...sideLines(stays, words),
    ...(steps.length === 0 ? [] : [words.leaves(leaves.customer), ...sideLines(leaves, words)]),
    ...steps.map((step) => stepLine(step, words)),
    ...(limits.length === 0 ? [] : [words.limits, ...limits.map((limit) => `  ${words.limit[limit]}`)]),
  ];
}

function sideLines({ identities, groups, fields }: UndoPlan['stays'], words: Words): readonly string[] {
  const rows = identities.map(({ key, kind, value, events, first = '-', because }) => [
    key,
    kind,
    value,
    String(events),
    first,
    words.because[because],
  ]);
  return [
    ...(rows.length === 0 ? [] : tableLines(words.columns, rows).map((line) => `  ${line}`)),
    ...(groups.length === 0 ? [] : [`  ${words.groups}  ${groups.join(', ')}`]),
    ...(fields.length === 0 ? [] : [`  ${words.fields}  ${fields.join(', ')}`]),
  ];
}

export function stepLine({ step, what, byHand, call, request, state }: UndoStep, words: Words): string {
  const how = byHand ? words.byHand : (call ?? '');
  const body = request === undefined ? '' : JSON.stringify(request);
  const done = state === 'done' ? `  ${words.done}` : '';
  return [`${step}  ${words.steps[what]}${done}`, ...[how, body].filter((part) => part !== '')].join('\n     ');
}

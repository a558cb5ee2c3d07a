import { userInfo } from 'node:os';
import { languageOf } from '../../functions/shared/text/language.ts';
import { type UndoPlan, undoPlan, type UndoStep } from '../../operations/undo.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import type { Terminal } from '../terminal.ts';
import { planFor, undoPlanLines, stepLine, type UndoOptions } from './plan.ts';
import { undoWords } from './words.ts';

interface CarryOutOptions extends UndoOptions {
  readonly plan?: string;
  readonly note: string;
  readonly by?: string;
  readonly yes: boolean;
}

/** Separates a customer who is two people, and asks before each step. @throws CommandError */
export async function carryOutUndo(terminal: Terminal, about: string, options: CarryOutOptions): Promise<number> {
  const { stdout, stderr, stdin, env } = terminal;
  const { note, by = userInfo().username, yes, json } = options;
  const words = undoWords[languageOf(env)];
  // One desk: the plan lives with whoever has made it.
  const desk = await findDesk(options);
  let plan = await planFor(desk, about, options);
  if (options.plan !== undefined && options.plan !== plan.plan) {
    const error = `the plan is ${plan.plan} by now, and not ${options.plan}: what is known has changed. Look at it: ${hint(`undo plan ${about}`, options)}`;
    throw new CommandError(error);
  }
  if (plan.steps.length === 0) {
    throw new CommandError(words.choose(hint(`undo plan ${about} --move <key>`, options)));
  }
  if (!stdin.isTTY && plan.steps.some(({ byHand, state }) => byHand && state === 'open')) {
    throw new CommandError(words.byHandUnasked);
  }
  (json ? stderr : stdout).write(`${undoPlanLines(plan, words).join('\n')}\n`);
  for (let step = openStep(plan); step; step = openStep(plan)) {
    if (!yes || step.byHand) await ask(terminal, step, plan, words);
    plan = undoPlan.parse(await desk.ask(`/api/undo/plans/${plan.plan}/next`, { by, note }));
    if (!json) stdout.write(`${words.done}  ${step.step}\n`);
  }
  const end = words.carriedOut(plan.customer, plan.leaves.customer ?? '');
  stdout.write(`${json ? JSON.stringify(plan) : end}\n`);
  return exitCodes.done;
}

function openStep({ steps }: UndoPlan): UndoStep | undefined {
  return steps.find(({ state }) => state === 'open');
}

async function ask(
  terminal: Terminal,
  step: UndoStep,
  { steps }: UndoPlan,
  words: (typeof undoWords)['en'],
): Promise<void> {
  const line = stepLine(step, words);
  const done = steps.filter(({ state }) => state === 'done').length;
  await confirm(terminal, {
    ask: step.byHand ? words.askByHand(line) : words.ask(line),
    unasked: words.unasked,
    refused: words.refused(done, steps.length),
  });
}

import { userInfo } from 'node:os';
import { languageOf } from '../../functions/shared/text/language.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
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
    const look = hint(`undo plan ${about}`, options);
    throw new CommandError({
      en: `the plan is ${plan.plan} by now, and not ${options.plan}: what is known has changed. Look at it: ${look}`,
      zh: `现在的计划是 ${plan.plan}，不是 ${options.plan}：已知的情况有变化。请再看一次：${look}`,
    });
  }
  if (plan.steps.length === 0) {
    throw new CommandError(inBoth(({ choose }) => choose(hint(`undo plan ${about} --move <key>`, options))));
  }
  if (!stdin.isTTY && plan.steps.some(({ byHand, state }) => byHand && state === 'open')) {
    throw new CommandError(inBoth(({ byHandUnasked }) => byHandUnasked));
  }
  (json ? stderr : stdout).write(`${undoPlanLines(plan, words).join('\n')}\n`);
  for (let step = openStep(plan); step; step = openStep(plan)) {
    if (!yes || step.byHand) await ask(terminal, step, plan);
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

async function ask(terminal: Terminal, step: UndoStep, { steps }: UndoPlan): Promise<void> {
  const done = steps.filter(({ state }) => state === 'done').length;
  await confirm(terminal, {
    ask: inBoth((words) => {
      const line = stepLine(step, words);
      return step.byHand ? words.askByHand(line) : words.ask(line);
    }),
    unasked: inBoth(({ unasked }) => unasked),
    refused: inBoth(({ refused }) => refused(done, steps.length)),
  });
}

function inBoth(say: (words: (typeof undoWords)['en']) => string): Localized {
  return { en: say(undoWords.en), zh: say(undoWords.zh) };
}

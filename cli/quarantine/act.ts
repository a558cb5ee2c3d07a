import { userInfo } from 'node:os';
import { planProgress } from '../../operations/plans.ts';
import { type QuarantinePlan, quarantinePlan } from '../../operations/quarantine.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { notThere, runPlan } from '../dead/act.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import type { Terminal } from '../terminal.ts';
import { rejectUnknownNames } from '../unknown-names.ts';
import type { OperatorOptions } from '../why.ts';
import { quarantineGroupLines, type QuarantineOptions, readQuarantineSelection } from './list.ts';

interface ActOptions extends OperatorOptions, QuarantineOptions {
  readonly all: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly plan?: string;
  readonly by?: string;
  readonly why?: string;
}

/** Through the present code once more: plan, run, report. @throws CommandError */
export function replayQuarantined(terminal: Terminal, ids: readonly string[], options: ActOptions): Promise<number> {
  return act(terminal, ids, options, 'replay');
}

/** @throws CommandError */
export function discardQuarantined(terminal: Terminal, ids: readonly string[], options: ActOptions): Promise<number> {
  if (options.why === undefined && options.plan === undefined) {
    throw new CommandError('say why with --why "…": it stands in the record of what is discarded');
  }
  return act(terminal, ids, options, 'discard');
}

const PLANS = '/api/quarantine/plans';

async function act(
  terminal: Terminal,
  ids: readonly string[],
  options: ActOptions,
  action: QuarantinePlan['action'],
): Promise<number> {
  const { json, yes, dryRun, by, why } = options;
  const { stdout, stderr } = terminal;
  const select = readQuarantineSelection(ids, options);
  if (options.plan === undefined && !options.all && Object.keys(select).length === 0) {
    throw new CommandError('which ones? Give ids, --connection, --reason, --since or --until; or --all');
  }
  const desk = await findDesk(options);
  let id = options.plan;
  if (id === undefined) {
    const request = { action, select, by: by ?? userInfo().username, ...(why !== undefined && { why }) };
    const made = quarantinePlan.parse(await desk.ask(PLANS, request));
    if (made.count === 0) {
      await rejectUnknownNames(desk, options, 'nothing in quarantine fits');
      throw new CommandError('nothing in quarantine fits: nothing was done', exitCodes.notFound);
    }
    if (made.count < ids.length) {
      stderr.write(notThere(ids.length - made.count, ids.length, 'no quarantined request that fits'));
    }
    id = made.plan;
    if (json && dryRun) stdout.write(`${JSON.stringify(made)}\n`);
    if (!json)
      stdout.write(
        `${quarantineGroupLines(made.groups, 'en').join('\n')}\nplan ${id}: ${action} these ${made.count}\n`,
      );
  }
  const before = planProgress.parse(await desk.ask(`${PLANS}/${encodeURIComponent(id)}`));
  if (before.action !== action) throw new CommandError(`the plan ${id} is one to ${before.action}`);
  const next = hint(`quarantine ${action} --plan ${id} --yes`, options);
  if (dryRun) {
    if (!json) stdout.write(`nothing was done; to run exactly this: ${next}\n`);
    return exitCodes.done;
  }
  if (!yes) {
    await confirm(terminal, {
      ask: `${action === 'replay' ? 'Replay' : 'Discard'} ${before.remaining} quarantined requests?`,
      unasked: `nothing was done: ${action} asks before it acts; outside a terminal, say --yes: ${next}`,
      refused: 'nothing was done',
    });
  }
  const report = await runPlan(desk, PLANS, id, undefined, () => undefined);
  const left =
    report.gone === 0
      ? ''
      : `, ${report.gone} ${action === 'replay' ? 'are not understood still, and stay' : 'were no longer there'}`;
  const done = action === 'replay' ? 'understood' : 'discarded';
  stdout.write(
    json ? `${JSON.stringify(report)}\n` : `${done} ${report.done} of ${report.planned}${left}  (plan ${id})\n`,
  );
  return report.gone > 0 ? exitCodes.partlyDone : exitCodes.done;
}

import { counted } from '../../functions/shared/text/counted.ts';
import { languageOf } from '../../functions/shared/text/language.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { userInfo } from 'node:os';
import { planProgress, type PlanProgress } from '../../operations/plans.ts';
import { type QuarantinePlan, quarantinePlan } from '../../operations/quarantine.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { notThere, runPlan, tellReport } from '../dead/act.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { asksFirst, carriedOutBefore, notRun, otherPlan, planLine } from '../language/plan-words.ts';
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
    throw new CommandError({
      en: 'say why with --why "…": it stands in the record of what is discarded',
      zh: '请用 --why "…" 写明原因：它会写进丢弃记录',
    });
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
  const language = languageOf(terminal.env);
  const select = readQuarantineSelection(ids, options);
  if (options.plan === undefined && !options.all && Object.keys(select).length === 0) {
    throw new CommandError({
      en: 'which ones? Give ids, --connection, --reason, --since or --until; or --all',
      zh: '选择哪些？给出 ID、--connection、--reason、--since 或 --until；或 --all',
    });
  }
  const desk = await findDesk(options);
  let id = options.plan;
  if (id === undefined) {
    const request = { action, select, by: by ?? userInfo().username, ...(why !== undefined && { why }) };
    const made = quarantinePlan.parse(await desk.ask(PLANS, request));
    if (made.count === 0) {
      const none = { en: 'nothing in quarantine fits', zh: '隔离区没有符合的请求' };
      await rejectUnknownNames(desk, options, none);
      throw new CommandError({ en: `${none.en}: nothing was done`, zh: `${none.zh}：没有执行` }, exitCodes.notFound);
    }
    if (made.count < ids.length) {
      const what = { en: 'no quarantined request that fits', zh: '符合的隔离请求' };
      stderr.write(`${notThere(ids.length - made.count, ids.length, what)[language]}\n`);
    }
    id = made.plan;
    if (json && dryRun) stdout.write(`${JSON.stringify(made)}\n`);
    if (!json) {
      const lines = [...quarantineGroupLines(made.groups, language), planLine(id, action, made.count)[language]];
      stdout.write(`${lines.join('\n')}\n`);
    }
  }
  const before = planProgress.parse(await desk.ask(`${PLANS}/${encodeURIComponent(id)}`));
  if (before.action !== action) throw new CommandError(otherPlan(id, before.action));
  if (before.remaining === 0)
    return tellReport(terminal, json, before, carriedOutBefore(reportLine(action, before, id)));
  const next = hint(`quarantine ${action} --plan ${id} --yes`, options);
  if (dryRun) {
    if (!json) stdout.write(notRun(nothing, next, language));
    return exitCodes.done;
  }
  if (!yes) {
    await confirm(terminal, {
      ask: {
        en: `${action === 'replay' ? 'Replay' : 'Discard'} ${counted(before.remaining, 'quarantined request')}?`,
        zh: `${action === 'replay' ? '重新接收' : '永久丢弃'}隔离区的 ${before.remaining} 个请求？`,
      },
      unasked: asksFirst(nothing, action, next),
      refused: nothing,
    });
  }
  const report = await runPlan(desk, PLANS, id, undefined, () => undefined);
  return tellReport(terminal, json, report, reportLine(action, report, id));
}

const nothing: Localized = { en: 'nothing was done', zh: '没有执行' };

function reportLine(action: QuarantinePlan['action'], { done, planned, gone }: PlanProgress, plan: string): Localized {
  const isReplay = action === 'replay';
  const left = {
    en: gone === 0 ? '' : `, ${gone} ${isReplay ? 'are not understood still, and stay' : 'were no longer there'}`,
    zh: gone === 0 ? '' : `，${gone} 个${isReplay ? '仍无法理解，留在隔离区' : '已不在'}`,
  };
  return {
    en: `${isReplay ? 'understood' : 'discarded'} ${done} of ${planned}${left.en}  (plan ${plan})`,
    zh: `${isReplay ? '已理解' : '已丢弃'} ${done} 个，共 ${planned} 个${left.zh}（计划 ${plan}）`,
  };
}

import type { Language } from '../../functions/shared/text/language.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';

/** What commands say that make a plan, ask, and run it. */
const actions = {
  redrive: '重投',
  discard: '丢弃',
  replay: '重新接收',
} as const;
type Action = keyof typeof actions;

/** What was chosen, before anything is done with it. */
export function planLine(plan: string, action: Action, count: number): Localized {
  return {
    en: `plan ${plan}: ${action} ${count === 1 ? 'this one' : `these ${count}`}`,
    zh: `计划 ${plan}：${actions[action]}以上 ${count} 条`,
  };
}

/** @param nothing what has not happened @param next the command that runs the plan */
export function notRun(nothing: Localized, next: string, language: Language): string {
  return { en: `${nothing.en}; to run exactly this: ${next}\n`, zh: `${nothing.zh}；要执行这个计划：${next}\n` }[
    language
  ];
}

/** Where nobody can be asked. */
export function asksFirst(nothing: Localized, action: string, next: string): Localized {
  return {
    en: `${nothing.en}: ${action} asks before it acts; outside a terminal, say --yes: ${next}`,
    zh: `${nothing.zh}：${action} 执行前会先询问；不在终端中时加 --yes：${next}`,
  };
}

/** @param report what the run has said then */
export function carriedOutBefore(report: Localized): Localized {
  return {
    en: `nothing is left to do, the plan was carried out before: ${report.en}`,
    zh: `没有要执行的内容，这个计划之前已执行完：${report.zh}`,
  };
}

export function otherPlan(plan: string, action: string): Localized {
  return { en: `the plan ${plan} is one to ${action}`, zh: `计划 ${plan} 的操作是 ${action}` };
}

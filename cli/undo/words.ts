import { counted } from '../../functions/shared/text/counted.ts';
import type { Language } from '../../functions/shared/text/language.ts';
import { type PlanWords, planWords } from '../../operations/undo/words.ts';

interface UndoWords extends PlanWords {
  readonly head: (plan: string, customer: string) => string;
  readonly stays: (customer: string) => string;
  readonly leaves: (customer: string | undefined) => string;
  readonly columns: readonly string[];
  readonly groups: string;
  readonly fields: string;
  readonly done: string;
  readonly limits: string;
  readonly choose: (next: string) => string;
  readonly next: (next: string) => string;
  readonly ask: (step: string) => string;
  readonly askByHand: (step: string) => string;
  readonly unasked: string;
  readonly byHandUnasked: string;
  readonly refused: (done: number, of: number) => string;
  readonly carriedOut: (customer: string, other: string) => string;
}

export const undoWords: Readonly<Record<Language, UndoWords>> = {
  en: {
    ...planWords.en,
    head: (plan, customer) => `plan ${plan}: customer ${customer} is two people`,
    stays: (customer) => `stays with ${customer}`,
    leaves: (customer) => `leaves for ${customer ?? 'a new customer'}`,
    columns: ['key', 'kind', 'value', 'events', 'first', 'because'],
    groups: 'groups',
    fields: 'fields',
    done: 'done',
    limits: 'not undone, because the CDP has no call for it:',
    choose: (next) => `nothing says which of these are another person's. Choose them: ${next}`,
    next: (next) => `nothing was changed; to carry out exactly this: ${next}`,
    ask: (step) => `${step}?`,
    askByHand: (step) => `${step}. Is it done?`,
    unasked: 'nothing was done: each step asks first; outside a terminal, say --yes',
    byHandUnasked: 'nothing was done: one step is done by hand in the CDP, so carry it out in a terminal',
    refused: (done, of) => `${done} of ${counted(of, 'step')} ${done === 1 ? 'was' : 'were'} carried out`,
    carriedOut: (customer, other) => `customers ${customer} and ${other} are two, and stay two`,
  },
  zh: {
    ...planWords.zh,
    head: (plan, customer) => `计划 ${plan}：客户 ${customer} 其实是两个人`,
    stays: (customer) => `留给 ${customer}`,
    leaves: (customer) => `分给 ${customer ?? '一个新客户'}`,
    columns: ['键', '类型', '值', '事件数', '最早', '依据'],
    groups: '分组',
    fields: '字段',
    done: '已完成',
    limits: 'CDP 没有接口，因此不会恢复的：',
    choose: (next) => `没有依据说明哪些属于另一个人。请指定：${next}`,
    next: (next) => `没有做任何改动；要执行的正是这个计划：${next}`,
    ask: (step) => `${step}？`,
    askByHand: (step) => `${step}。完成了吗？`,
    unasked: '没有执行：每一步都要先确认；不在终端中运行时请加 --yes',
    byHandUnasked: '没有执行：有一步要在 CDP 中手工操作，请在终端中执行',
    refused: (done, of) => `共 ${of} 步，已执行 ${done} 步`,
    carriedOut: (customer, other) => `客户 ${customer} 和 ${other} 现在是两个，并保持两个`,
  },
};

import type { Language } from '../../functions/shared/text/language.ts';
import type { DividedIdentity, UndoPlan, UndoStep } from '../../operations/undo.ts';

type Limit = UndoPlan['limits'][number];

interface UndoWords {
  readonly head: (plan: string, customer: string) => string;
  readonly stays: (customer: string) => string;
  readonly leaves: (customer: string | undefined) => string;
  readonly columns: readonly string[];
  readonly because: Readonly<Record<DividedIdentity['because'], string>>;
  readonly groups: string;
  readonly fields: string;
  readonly steps: Readonly<Record<UndoStep['what'], string>>;
  readonly byHand: string;
  readonly done: string;
  readonly limits: string;
  readonly limit: Readonly<Record<Limit, string>>;
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
    head: (plan, customer) => `plan ${plan}: customer ${customer} is two people`,
    stays: (customer) => `stays with ${customer}`,
    leaves: (customer) => `leaves for ${customer ?? 'a new customer'}`,
    columns: ['key', 'kind', 'value', 'events', 'first', 'because'],
    because: {
      chosen: 'you say so',
      'merge-ledger': 'the sandbox has written it down with the merge',
      'own-event': 'its first event led to that customer',
      beside: 'an event gave it beside what is theirs',
      unknown: 'nothing says whose it is: it stays',
    },
    groups: 'groups',
    fields: 'fields',
    steps: {
      decide: 'decide: no event makes the two one again',
      'undo-merge': 'take the merge back',
      release: 'take the identities from the customer',
      create: 'make the other person a customer',
      'join-groups': 'put them into their groups',
      'leave-groups': 'take the customer out of these groups',
    },
    byHand: 'by hand, in the CDP: it has no call for it',
    done: 'done',
    limits: 'not undone, because the CDP has no call for it:',
    limit: {
      'no-unlink': 'an identity cannot be taken from a customer by a call',
      'new-id': 'the other person gets a new id; what other systems keep under the old one is not theirs',
      'fields-stay': 'the values of the fields that leave stay with the customer too, until an event writes others',
      'name-not-shown': 'the CDP shows nobody a name: the next event that has one writes it',
      'history-stays': 'tags, behaviour and smart groups stay with the customer',
    },
    choose: (next) => `nothing says which of these are another person's. Choose them: ${next}`,
    next: (next) => `nothing was changed; to carry out exactly this: ${next}`,
    ask: (step) => `${step}?`,
    askByHand: (step) => `${step}. Is it done?`,
    unasked: 'nothing was done: each step asks first; outside a terminal, say --yes',
    byHandUnasked: 'nothing was done: one step is done by hand in the CDP, so carry it out in a terminal',
    refused: (done, of) => `${done} of ${of} steps were carried out`,
    carriedOut: (customer, other) => `customers ${customer} and ${other} are two, and stay two`,
  },
  zh: {
    head: (plan, customer) => `计划 ${plan}：客户 ${customer} 其实是两个人`,
    stays: (customer) => `留给 ${customer}`,
    leaves: (customer) => `分给 ${customer ?? '一个新客户'}`,
    columns: ['键', '类型', '值', '事件数', '最早', '依据'],
    because: {
      chosen: '由您指定',
      'merge-ledger': '沙箱的合并记录写明',
      'own-event': '最早给出它的事件指向该客户',
      beside: '有事件把它与此人的身份一起给出',
      unknown: '没有依据：留下',
    },
    groups: '分组',
    fields: '字段',
    steps: {
      decide: '判定：任何事件都不再把两人合为一个客户',
      'undo-merge': '撤销合并',
      release: '从客户移除这些身份',
      create: '为另一个人建立客户',
      'join-groups': '加入其分组',
      'leave-groups': '让该客户退出这些分组',
    },
    byHand: '在 CDP 中手工操作：没有对应的接口',
    done: '已完成',
    limits: 'CDP 没有接口，因此不会恢复的：',
    limit: {
      'no-unlink': '接口不能从客户移除身份',
      'new-id': '另一个人得到新的客户 ID；其他系统记在旧 ID 下的内容不归此人',
      'fields-stay': '分出的字段，其值也仍留在原客户，直到有事件写入别的值',
      'name-not-shown': 'CDP 不显示姓名：由下一个带姓名的事件写入',
      'history-stays': '标签、行为和智能分组留在原客户',
    },
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

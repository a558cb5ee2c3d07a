import type { Language } from '../../functions/shared/text/language.ts';
import type { DividedIdentity, UndoPlan, UndoStep } from '../undo.ts';

/** What a plan of separation says, in words. */
export interface PlanWords {
  readonly because: Readonly<Record<DividedIdentity['because'], string>>;
  readonly steps: Readonly<Record<UndoStep['what'], string>>;
  readonly byHand: string;
  readonly limit: Readonly<Record<UndoPlan['limits'][number], string>>;
}

export const planWords: Readonly<Record<Language, PlanWords>> = {
  en: {
    because: {
      chosen: 'you say so',
      'merge-ledger': 'the sandbox has written it down with the merge',
      'own-event': 'its first event led to that customer',
      beside: 'an event gave it beside what is theirs',
      unknown: 'nothing says whose it is: it stays',
    },
    steps: {
      decide: 'decide: no event makes the two one again',
      'undo-merge': 'take the merge back',
      release: 'take the identities from the customer',
      create: 'make the other person a customer',
      'join-groups': 'put them into their groups',
      'leave-groups': 'take the customer out of these groups',
    },
    limit: {
      'merge-stands': 'the merge cannot be taken back: since then, more was linked to the customer or written at them',
      'no-unlink': 'an identity cannot be taken from a customer by a call',
      'new-id': 'the other person gets a new id; what other systems keep under the old one is not theirs',
      'fields-stay': 'the values of the fields that leave stay with the customer too, until an event writes others',
      'name-not-shown': 'the CDP shows nobody a name: the next event that has one writes it',
      'history-stays': 'tags, behaviour and smart groups stay with the customer',
    },
    byHand: 'by hand, in the CDP: it has no call for it',
  },
  zh: {
    because: {
      chosen: '由你指定',
      'merge-ledger': '沙箱的合并记录写明',
      'own-event': '最早给出它的事件指向该客户',
      beside: '有事件把它与此人的身份一起给出',
      unknown: '没有依据：留下',
    },
    steps: {
      decide: '判定：任何事件都不再把两人合为一个客户',
      'undo-merge': '撤销合并',
      release: '从客户移除这些身份',
      create: '为另一个人建立客户',
      'join-groups': '加入其分组',
      'leave-groups': '让该客户退出这些分组',
    },
    limit: {
      'merge-stands': '这次合并不能撤销：之后该客户又关联或写入了别的内容',
      'no-unlink': '接口不能从客户移除身份',
      'new-id': '另一个人得到新的客户 ID；其他系统记在旧 ID 下的内容不归此人',
      'fields-stay': '分出的字段，其值也仍留在原客户，直到有事件写入别的值',
      'name-not-shown': 'CDP 不显示姓名：由下一个带姓名的事件写入',
      'history-stays': '标签、行为和智能分组留在原客户',
    },
    byHand: '在 CDP 中手工操作：没有对应的接口',
  },
};

import type { Language } from '../../functions/shared/text/language.ts';
import type { EventView } from '../../operations/event-view.ts';

type Withheld = NonNullable<EventView['report']>['withheld'][number]['because'];

type Act = NonNullable<EventView['past']>[number];

const done: Readonly<Record<Act['what'], string>> = { redriven: '已重投', discarded: '已丢弃', edited: '已修改' };

interface OutcomeWords {
  readonly notQueued: string;
  readonly because: (reason: string, detail: string) => string;
  /** Of an operator, about the dead letter that it was. */
  readonly act: (act: Act) => string;
  readonly identity: string;
  readonly withheld: string;
  readonly discarded: string;
  readonly without: string;
  readonly asked: string;
  readonly nothing: string;
  readonly from: (field: string) => string;
  readonly graded: (grade: string, field: string) => string;
}

/** What became of an event, in a line each. */
export const outcomeWords: Readonly<Record<Language, OutcomeWords>> = {
  en: {
    notQueued: 'the event was not queued',
    because: (reason, detail) => `, because ${reason}${detail === '' ? '' : `: ${detail}`}`,
    act: ({ what, at, by, why, plan }) =>
      `${what} at ${at}${by === undefined ? '' : ` by ${by}`}${why === undefined ? '' : `: ${why}`} (plan ${plan})`,
    identity: 'identity ',
    withheld: 'withheld ',
    discarded: 'discarded',
    without: 'without  ',
    asked: 'asked    ',
    nothing: 'nothing',
    from: (field) => `(from ${field})`,
    graded: (grade, field) => `(${grade}, from ${field})`,
  },
  zh: {
    notQueued: '事件没有入队',
    because: (reason, detail) => `，原因 ${reason}${detail === '' ? '' : `：${detail}`}`,
    act: ({ what, at, by, why, plan }) =>
      `${at} ${done[what]}${by === undefined ? '' : `，操作者 ${by}`}${why === undefined ? '' : `：${why}`}（计划 ${plan}）`,
    identity: '身份     ',
    withheld: '拦截     ',
    discarded: '舍弃     ',
    without: '未取得   ',
    asked: '查询     ',
    nothing: '无结果',
    from: (field) => `（来自 ${field}）`,
    graded: (grade, field) => `（${grade === 'verified' ? '已验证' : '自称'}，来自 ${field}）`,
  },
};

/** Why a contact was withheld. */
export const withheldInChinese: Readonly<Record<Withheld, string>> = {
  'owned-by-another': '已知属于别人',
  'typed-by-another': '另一个客户填写过它，但没有验证',
  'customer-has-another': '这个客户已有另一个',
  released: '已不属于持有它的客户',
  'may-have-moved': '持有它的客户验证得太久以前，或当时用的是另一个姓名',
  'unknown-age': '不知道持有它的客户何时验证过',
  'never-one': '配置或对待处理事项的判定，要求此人与它的客户分开',
};

import type { Language } from '../../functions/shared/text/language.ts';

interface Evidence {
  readonly grade: string;
  readonly basis?: string;
  readonly paid?: true;
}

/** What `source preview` prints of captured events. */
export interface PreviewWords {
  readonly noEvent: string;
  readonly because: (reason: string) => string;
  readonly identity: string;
  readonly released: string;
  readonly discarded: string;
  readonly from: (field: string) => string;
  readonly profile: string;
  readonly nameFrom: (place: string) => string;
  readonly tells: string;
  readonly created: (time: string) => string;
  readonly triggers: string;
  readonly guest: string;
  readonly together: (kind: string, people: string) => string;
  readonly evidence: (evidence: Evidence, field: string) => string;
  readonly absent: (types: string) => string;
  readonly unmatched: (types: string, nearest: string | undefined) => string;
}

export const previewWords: Readonly<Record<Language, PreviewWords>> = {
  en: {
    noEvent: 'no event: a test or a handshake of the platform',
    because: (reason) => `, because ${reason}`,
    identity: 'identity  ',
    released: 'released  ',
    discarded: 'discarded ',
    from: (field) => `(from ${field}): `,
    profile: 'profile   ',
    nameFrom: (place) => `(name: ${place})`,
    tells: 'tells of  ',
    created: (time) => ` of ${time}`,
    triggers: 'triggers  ',
    guest: 'a guest',
    together: (kind, people) =>
      `is what several have paid with: ${people}. One customer with \`contacts: { ${kind}: 'paid' }\`, if their names allow it`,
    evidence: ({ grade, basis, paid }, field) =>
      `(${grade}${paid ? ', paid with' : ''}${basis === undefined ? '' : ` by ${basis}`}, from ${field})`,
    absent: (types) => `of ${types} is in none of the files; whatever stands there is not the customer's own`,
    unmatched: (types, nearest) =>
      `of ${types} matches nothing in any of the files${nearest === undefined ? '' : `; the nearest is ${nearest}`}`,
  },
  zh: {
    noEvent: '没有事件：平台的测试或握手',
    because: (reason) => `，原因 ${reason}`,
    identity: '身份      ',
    released: '释放      ',
    discarded: '舍弃      ',
    from: (field) => `（来自 ${field}）：`,
    profile: '资料      ',
    nameFrom: (place) => `（姓名来源：${place}）`,
    tells: '说的是    ',
    created: (time) => `，${time}`,
    triggers: '触发条件  ',
    guest: '游客',
    together: (kind, people) =>
      `被多人用于付款：${people}。如果姓名不冲突，设置 \`contacts: { ${kind}: 'paid' }\` 会归为一个客户`,
    evidence: ({ grade, basis, paid }, field) =>
      `（${grade === 'verified' ? '已验证' : '自称'}${paid ? '，用于付款' : ''}${basis === undefined ? '' : `，依据 ${basis === 'act' ? '操作' : '记录'}`}，来自 ${field}）`,
    absent: (types) => `（${types}）在所有文件中都没有；那里的值不是客户本人的`,
    unmatched: (types, nearest) =>
      `（${types}）在所有文件中都匹配不到${nearest === undefined ? '' : `；最接近的是 ${nearest}`}`,
  },
};

import type { Language } from '../../functions/shared/text/language.ts';

/** Heads of tables and names before a value, as commands print them. */
const chinese = {
  about: '内容',
  because: '原因',
  body: '正文',
  bytes: '字节',
  connection: '连接',
  content: '内容',
  count: '数量',
  data: '数据',
  'dead since': '成为死信',
  detail: '说明',
  ended: '结束',
  event: '事件',
  example: '例子',
  first: '最早',
  'first seen': '首次出现',
  group: '组',
  header: '请求头',
  id: 'ID',
  last: '最近',
  letter: '死信',
  opened: '解密后',
  query: '查询参数',
  queue: '队列',
  queued: '入队',
  reason: '原因',
  received: '收到',
  receives: '取出次数',
  redrives: '重投次数',
  request: '请求',
  state: '状态',
  tried: '首次投递',
  'tried last': '最近投递',
  type: '类型',
  waited: '开始等待',
} as const;

type Label = keyof typeof chinese;

/** @returns the label in the language of the reader */
export function labelsIn(language: Language): (label: Label) => string {
  return (label) => (language === 'zh' ? chinese[label] : label);
}

export type Language = 'en' | 'zh';

/** What the pages say around the text of a reason. */
export interface Words {
  readonly title: string;
  readonly introduction: string;
  readonly starts: string;
  readonly head: readonly [string, string];
  readonly cause: string;
  readonly fix: string;
  readonly shown: string;
  readonly all: string;
  readonly atStart: string;
  readonly http: (status: string) => string;
  readonly kept: string;
  readonly keptAndAcknowledged: string;
  readonly inlet: string;
  readonly ignored: string;
  readonly later: string;
  readonly refused: string;
}

const OPERATE = { quarantine: '../operate.md#quarantine', letters: '../operate.md#dead-letters' };
const ZH_OPERATE = { quarantine: '../operate.md#隔离区', letters: '../operate.md#死信' };

export const words: Readonly<Record<Language, Words>> = {
  en: {
    title: 'Reason codes',
    introduction:
      'Whatever Guiyi rejects, keeps, ignores or delays has one of these codes: in the log, in the dead letters, and in the\nlocal JSON API.',
    starts: 'When `npm start` does not begin:',
    head: ['Code', 'What happened'],
    cause: 'Likely cause',
    fix: 'Fix',
    shown: 'Where it shows',
    all: 'All codes',
    atStart: '`npm start` does not begin, or ends by itself: the code is in brackets under the message.',
    http: (status) => `Webhook: the caller gets HTTP ${status} without an explanation. The reason is in the log.`,
    kept: `Archive: the whole request is kept under \`quarantine/<connection>/\`. [How to see and replay it](${OPERATE.quarantine}).`,
    keptAndAcknowledged: `Archive: the whole request is kept under \`quarantine/<connection>/\`. The delivery is acknowledged. [How to see and replay it](${OPERATE.quarantine}).`,
    inlet: `Inlet: the message goes to the dead letters of the inlet queue, this code in the attribute \`reason\`. [Redrive it](${OPERATE.letters}) after the fix.`,
    ignored: 'Delivery: the event ends as `ignored`. Nothing is written into the CDP.',
    later: 'Delivery: the event is `waiting` and is tried again, with all later events of its customer behind it.',
    refused: `Delivery: the event goes to the dead letters of the event queue, this code in the attribute \`reason\`. [Redrive it](${OPERATE.letters}) after the fix.`,
  },
  zh: {
    title: '错误码',
    introduction: '归一拒收、保存、忽略或推迟的一切，都有下面的一个代码：在日志里，在死信里，在本机的 JSON 接口里。',
    starts: '`npm start` 无法启动时：',
    head: ['代码', '发生了什么'],
    cause: '可能的原因',
    fix: '处理方法',
    shown: '在哪里出现',
    all: '全部错误码',
    atStart: '`npm start` 无法启动，或自行结束：代码在消息下面的括号里。',
    http: (status) => `webhook：调用方得到 HTTP ${inChinese(status)}，响应不说明原因；原因写在日志里。`,
    kept: `归档：整个请求保存在 \`quarantine/<connection>/\` 下。[查看与重放](${ZH_OPERATE.quarantine})。`,
    keptAndAcknowledged: `归档：整个请求保存在 \`quarantine/<connection>/\` 下，并向平台应答成功。[查看与重放](${ZH_OPERATE.quarantine})。`,
    inlet: `入口队列：消息进入入口队列的死信，代码在属性 \`reason\` 里。处理之后[重投](${ZH_OPERATE.letters})。`,
    ignored: '投递：事件以 `ignored` 结束，不向 CDP 写入任何内容。',
    later: '投递：事件为 `waiting`，等待重试，同一客户的后续事件排在它后面。',
    refused: `投递：事件进入事件队列的死信，代码在属性 \`reason\` 里。处理之后[重投](${ZH_OPERATE.letters})。`,
  },
};

function inChinese(status: string): string {
  return status
    .replace(' (WeChat, before the signature is checked)', '（微信，在验签之前）')
    .replace(' (WeChat) or ', '（微信）或 ')
    .replace(' (the shops)', '（店铺）');
}

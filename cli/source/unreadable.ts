import { chineseReasons } from '../../functions/shared/reasons/chinese-reasons.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import type { RequestReading } from './connection.ts';

/** The code and what was found; what a decoder says is in English. */
export function whyUnreadable(reason: string, detail: string): Localized {
  const found = Object.entries(chineseReasons).find(([code]) => code === reason);
  return {
    en: `${reason}: ${detail}. `,
    zh: found === undefined ? `${reason}：“${detail}”。` : `${reason}：${found[1].summary}（“${detail}”）`,
  };
}

/** What to put into a file so that it can be read. */
export function howToCapture(
  { reason }: Pick<Extract<RequestReading, { ok: false }>, 'reason'>,
  platform: string,
): Localized {
  switch (reason) {
    case 'type-missing':
      return {
        en: `Begin the file with all headers of the delivery, one \`# name: value\` a line: docs/captures.md. Which of them say what the event is: docs/sources/${platform}.md.`,
        zh: `在文件开头写上全部请求头，每行一个 \`# 名称: 值\`：docs/zh/captures.md。哪些请求头说明是什么事件：docs/zh/sources/${platform}.md。`,
      };
    case 'unknown-connection':
      return { en: 'Name the connection that received it.', zh: '请写收到它的那个连接。' };
    case 'envelope-invalid':
      return {
        en: 'The file must hold one envelope as JSON: docs/envelope.md.',
        zh: '文件应为一个 JSON 格式的事件信封：docs/zh/envelope.md。',
      };
    case 'archive-missing':
      return { en: 'Put them into it as `data`, in place of `dataref`.', zh: '把数据写进 `data`，代替 `dataref`。' };
    default:
      return {
        en: 'The file must hold what was signed; of a platform that encrypts, the decrypted text, or the envelope made of it.',
        zh: '文件应为被签名的原文；平台加密时，应为解密后的内容，或由它生成的事件信封。',
      };
  }
}

import type { Language } from '../functions/shared/text/language.ts';
import type { EventView } from '../operations/event-view.ts';
import type { WholeQuarantined } from '../operations/quarantine.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * A quarantined request as `guiyi source preview` reads it: its headers as `# name: value`, and behind an empty line the bytes that came, or
 * those that were in them where the platform encrypts and the present secret opens it.
 */
export function captureOfRequest({ headers, body, opened, base64 = [] }: WholeQuarantined): Uint8Array {
  const content =
    opened === undefined
      ? Buffer.from(body, base64.includes('body') ? 'base64' : 'utf8')
      : Buffer.from(opened, base64.includes('opened') ? 'base64' : 'utf8');
  const lines = Object.entries(headers).map(([name, value]) => `# ${name}: ${value}\n`);
  return Buffer.concat([Buffer.from(`${lines.join('')}${lines.length > 0 ? '\n' : ''}`), content]);
}

/** An event with its values in clear, as the envelope that `guiyi source preview` reads. @throws CommandError where nothing of it is kept */
export function captureOfEvent({ id, source, connection, type, subject, receivedTime, event }: EventView): Uint8Array {
  if (event === undefined || source === undefined || connection === undefined || receivedTime === undefined)
    throw new CommandError(
      {
        en: `what ${id} said is not kept: an event that is over the days of the journal, or whose person was erased`,
        zh: `${id} 的内容没有保留：超过了事件记录的保留天数，或其中的人已被删除`,
      },
      exitCodes.notFound,
    );
  const envelope = {
    specversion: '1.0',
    id,
    source,
    type,
    ...(subject !== undefined && { subject }),
    time: event.time ?? receivedTime,
    datacontenttype: 'application/json',
    data: event.data,
    connection,
    receivedtime: receivedTime,
    // No identity is read from a field that was mended, by `preview` as little as by delivery.
    ...(event.mended !== undefined && { mended: event.mended }),
  };
  return Buffer.from(`${JSON.stringify(envelope)}\n`);
}

/** Where it is, and what to do with it. */
export function captureLine(file: string, connection: string, language: Language): string {
  const command = `npx guiyi source preview ${connection} ${file}`;
  return language === 'zh'
    ? `明文写入：${file}\n下一步：  ${command}\n`
    : `values in clear: ${file}\nnext      ${command}\n`;
}

import { chineseOfCdp } from './chinese-help/cdp.ts';
import { delivery } from './chinese-help/delivery.ts';
import { events } from './chinese-help/events.ts';
import { everyCommand } from './chinese-help/every-command.ts';
import { privacy } from './chinese-help/privacy.ts';
import { stage } from './chinese-help/stage.ts';
import { trial } from './chinese-help/trial.ts';

const texts: Readonly<Record<string, string>> = {
  ...everyCommand,
  ...trial,
  ...events,
  ...delivery,
  ...privacy,
  ...stage,
};

/** A text of the help in Chinese; the text itself where nobody has translated it. */
export function chineseHelp(text: string): string {
  return texts[text] ?? chineseOfCdp(text) ?? text;
}

import { type Argument, Help, type HelpConfiguration, type Option } from 'commander';
import stringWidth from 'string-width';
import { chineseHelp } from './chinese-help.ts';

const english = new Help();

/** Help in Chinese. Names of commands, options and values stay. */
export const helpInChinese: HelpConfiguration = {
  showGlobalOptions: true,
  styleTitle: chineseHelp,
  commandDescription: (command) => chineseHelp(english.commandDescription(command)),
  subcommandDescription: (command) => chineseHelp(english.subcommandDescription(command)),
  optionDescription: (option) => describe(option, (translated) => english.optionDescription(translated)),
  argumentDescription: (argument) => describe(argument, (translated) => english.argumentDescription(translated)),
  displayWidth: stringWidth,
  boxWrap: wrap,
};

/** @param inFull the description with the choices and the default behind it, as commander writes them */
function describe<Described extends Option | Argument>(
  described: Described,
  inFull: (translated: Described) => string,
): string {
  const description = chineseHelp(described.description);
  const translated: Described = Object.create(described, { description: { value: description } });
  const notes = inFull(translated).slice(description.length);
  return (
    description +
    notes
      .replace(/^ ?\((.*)\)$/, '（$1）')
      .replace('choices: ', '可选：')
      .replace('default: ', '默认：')
  );
}

/** A space, a Chinese character or a word, with the punctuation that may not be parted from it. */
const PART =
  /\s*(?:[（“]*(?:\p{Script=Han}|[^\s\p{Script=Han}，。；：、（）“”]+)[，。；：、）”]*|[，。；：、（）“”]+)/gu;

/** Chinese has no spaces at which commander could break a line. @param width in columns; a Chinese character takes two */
function wrap(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const part of text.match(PART) ?? []) {
    if (line !== '' && stringWidth(line + part) > width) {
      lines.push(line);
      line = part.trimStart();
    } else line += part;
  }
  return [...lines, line].join('\n');
}

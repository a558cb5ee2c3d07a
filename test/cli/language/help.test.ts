import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { guiyi } from '../../../cli/guiyi.ts';
import { TestTerminal } from '../test-terminal.ts';
import { runGuiyi } from '../run-guiyi.ts';

const CHINESE = { LANG: 'zh_CN.UTF-8' };

/** The help of a command, at a terminal that is wide enough for every line. */
async function help(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const terminal = new TestTerminal(env);
  Object.assign(terminal.stdout, { isTTY: true, columns: 10_000 });
  expect(await guiyi([...command, '--help'], terminal)).toBe(0);
  return terminal.out;
}

/** The Chinese help of a command and of every command below it. */
async function helpsBelow(command: readonly string[]): Promise<readonly (readonly [command: string, help: string])[]> {
  const own = await help(command, CHINESE);
  const [, list = ''] = own.split('\n命令：\n');
  const names = [...list.matchAll(/^ {2}([\w-]+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
  const below = await Promise.all(names.map((name) => helpsBelow([...command, name])));
  return [[['guiyi', ...command].join(' '), own], ...below.flat()];
}

/** Lines of a help in which nothing is Chinese: what they describe, headings, or an option without a description. */
function untranslated(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/（(?:可选|默认)：[^（）]*）$/, ''))
    .filter((line) => line.trim() !== '' && !/\p{Script=Han}/u.test(line))
    .filter((line) => !/^ {2}-?\S+(?: <\S+>)?$/.test(line));
}

describe('help in the language of the environment', () => {
  test('every heading and every description of every command is there in Chinese', async () => {
    const helps = await helpsBelow([]);
    expect(helps.length).toBeGreaterThan(60);
    const missing = helps.flatMap(([command, text]) => untranslated(text).map((line) => `${command}: ${line.trim()}`));
    expect(missing, 'add the Chinese in cli/language/chinese-help').toEqual([]);
  });

  test('names of commands, options and values stay', async () => {
    const options = (text: string) => [...text.matchAll(/--[\w-]+|"[\w-]+"/g)].map(([name]) => name).toSorted();
    const [english, chinese] = [await help(['events']), await help(['events'], CHINESE)];
    expect(options(chinese)).toEqual(options(english));
    expect(chinese).toContain('处于什么状态（可选："queued", "waiting", "done", "ignored", "dead-lettered"）');
  });

  test('a line of Chinese ends before the edge of the terminal, and never before its punctuation', async () => {
    const { out } = await runGuiyi(['status', '--help', '--lang', 'zh']);
    expect(out.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
    expect(out.split('\n').filter((line) => /^\s*[，。；：、）]/.test(line))).toEqual([]);
  });

  test.each([
    ['--lang zh', ['events', '--help', '--lang', 'zh'], {}, '用法：'],
    ['--lang=zh', ['--lang=zh', 'events', '--help'], {}, '用法：'],
    ['--lang en, whatever the environment', ['events', '--help', '--lang', 'en'], CHINESE, 'Usage:'],
    ['neither', ['events', '--help'], {}, 'Usage:'],
  ])('by %s', async (_, args, env: Readonly<Record<string, string>>, heading) => {
    expect((await runGuiyi(args, env)).out).toContain(heading);
  });
});

test.each([
  [['evnts'], '错误：没有命令 evnts\n（是不是 events？）\n（--help 显示用法）\n'],
  [['events', '--ordr', '1'], '错误：没有选项 --ordr\n（是不是 --order？）\n（--help 显示用法）\n'],
  [['why'], '错误：缺少参数 <about>\n（--help 显示用法）\n'],
  [['event', 'a', 'b'], '错误：参数太多，应有 1 个，实有 2 个：a, b\n（--help 显示用法）\n'],
  [['events', '--limit'], '错误：选项 --limit <n> 缺少值\n（--help 显示用法）\n'],
  [['events', '--limit', '0'], '错误：选项 --limit <n> 的值 0 无效。应为从 1 起的整数。\n（--help 显示用法）\n'],
  [['unlock'], '错误：必须给出选项 --stage, --stack <stage>\n（--help 显示用法）\n'],
  [['demo', 'x'], '错误：参数 story 的值 x 无效。可选：one-customer, recycled。\n（--help 显示用法）\n'],
])('what is wrong with %j is said in Chinese, with the same exit code', async (args, message) => {
  expect(await runGuiyi(args, CHINESE)).toEqual({ code: (await runGuiyi(args)).code, out: '', err: message });
});

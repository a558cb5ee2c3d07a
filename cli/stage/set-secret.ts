import { counted } from '../../functions/shared/text/counted.ts';
import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import { secretProblem } from '../language/secret-problem.ts';
import { openSecretFolder } from '../../operations/aws/secret-folder.ts';
import { liveValues, storedText, withNewValue } from '../../operations/secret-values.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { askSecret } from './ask-secret.ts';
import { chosenSecret } from './chosen-secret.ts';
import { chosenStage, type StageOptions, withAccount } from './chosen-stage.ts';

/** Creates a secret, or puts a new value before the live ones. @throws CommandError, ConfigError */
export async function setSecret(
  terminal: Terminal,
  about: string,
  options: StageOptions & { readonly replace: boolean },
): Promise<number> {
  const stage = chosenStage(options);
  const { name, sharedWith, fields, problems } = await chosenSecret(about, stage.config);
  const value = await askSecret(terminal, about, fields);
  const wrong = problems(value);
  if (wrong.length > 0) {
    const text = {
      en: `nothing was written: ${wrong.join('; ')}.`,
      zh: `没有写入：${wrong.map((problem) => secretProblem(problem, 'zh')).join('；')}。`,
    };
    throw new CommandError(text, exitCodes.configuration);
  }
  return withAccount(async () => {
    const folder = openSecretFolder(stage, options.region);
    const words = WORDS[languageOf(terminal.env)];
    const say = (what: string) => terminal.stdout.write(`${folder.idOf(name)}: ${what}\n`);
    if (sharedWith.length > 0) say(words.shared(sharedWith.join(', ')));
    const stored = await folder.read(name);
    if (stored === undefined) {
      await folder.create(name, storedText([value]));
      say(words.created);
      return 0;
    }
    const live = options.replace ? [] : liveValues(stored);
    const values = withNewValue(live, value);
    if (!values) {
      say(words.known);
      return 0;
    }
    await folder.put(name, storedText(values));
    if (values.length === 1) say(options.replace ? words.replaced : words.filled);
    else if (name === 'cdp') say(words.cdp);
    else say(words.live(values.length, retire(about, stage.name)));
    return 0;
  });
}

const WORDS = {
  en: {
    shared: (names: string) => `the secret of ${names} too`,
    created: 'created',
    known: 'this is its newest value already; nothing was written',
    replaced: 'replaced; no other value is accepted any more',
    filled: 'filled in',
    cdp: 'the new key is used from now on; the old one stands behind it',
    live: (count: number, command: string) =>
      `${counted(count, 'value is', 'values are')} live. Change the platform, and a day later: ${command}`,
  },
  zh: {
    shared: (names: string) => `也是 ${names} 的密钥`,
    created: '已创建',
    known: '最新的值就是它；没有写入',
    replaced: '已替换；不再接受其他值',
    filled: '已填写',
    cdp: '从现在起使用新的 key；旧的留在后面备用',
    live: (count: number, command: string) => `${count} 个值有效。请在平台上更换，一天之后执行：${command}`,
  },
} as const satisfies Record<Language, object>;

const retire = (about: string, stage: string) => `npx guiyi secret retire ${about} --stage ${stage}`;

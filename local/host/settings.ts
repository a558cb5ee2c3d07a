import { parseArgs } from 'node:util';
import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';

export interface HostSettings {
  /** Of the webhook listener. */
  readonly port: number;
  readonly deskPort: number;
  /** Folder of the state that is kept across restarts. */
  readonly data: string;
  readonly config: string;
  /** JSON file: connection to secret. */
  readonly secrets: string;
  /** Of a collector of traces, as http://127.0.0.1:4318. */
  readonly otlp?: string | undefined;
  /** Throw away the state first. */
  readonly fresh: boolean;
  /** Run the functions as they would be deployed, between emulators of AWS. */
  readonly bundles: boolean;
  /** Of what is printed; by default that of the environment. */
  readonly language: Language;
  /** Say what the options are, and start nothing. */
  readonly help: boolean;
}

/** An option that `npm start` does not have, or a value that it cannot use. */
export class UsageError extends Error {
  readonly kind = 'usage';
  readonly retryable = false;
  /** The message, for whoever has started it. */
  readonly text: Localized;
  constructor(text: Localized) {
    super(text.en);
    this.name = 'UsageError';
    this.text = text;
  }
}

const DESK_PORT = 8788;

const options = {
  port: {
    type: 'string',
    default: '8787',
    value: '<n>',
    means: {
      en: 'port of the webhook listener on 127.0.0.1, the next free one if it is taken; 0 takes any (8787)',
      zh: 'webhook 监听端口，只在 127.0.0.1；被占用时取下一个空闲的，0 表示任意（8787）',
    },
  },
  'desk-port': {
    type: 'string',
    value: '<n>',
    means: { en: `port of the desk, in the same way (${DESK_PORT})`, zh: `操作台的端口，规则相同（${DESK_PORT}）` },
  },
  data: {
    type: 'string',
    default: '.guiyi',
    value: '<folder>',
    means: { en: 'folder of the state, which is kept across restarts (.guiyi)', zh: '状态目录，重启后保留（.guiyi）' },
  },
  config: {
    type: 'string',
    default: 'guiyi.config.ts',
    value: '<file>',
    means: { en: 'configuration (guiyi.config.ts)', zh: '配置文件（guiyi.config.ts）' },
  },
  secrets: {
    type: 'string',
    default: 'local/demo-secrets.json',
    value: '<file>',
    means: {
      en: 'JSON file that maps each connection to its secret (local/demo-secrets.json)',
      zh: '密钥文件：JSON，每个连接对应它的密钥（local/demo-secrets.json）',
    },
  },
  otlp: {
    type: 'string',
    value: '<url>',
    means: {
      en: 'send traces to a collector by OTLP over HTTP, as http://127.0.0.1:4318 (off)',
      zh: '把链路追踪用 OTLP（HTTP）发给采集器，如 http://127.0.0.1:4318（关闭）',
    },
  },
  bundles: {
    type: 'boolean',
    default: false,
    value: '',
    means: {
      en: 'run the functions as they would be deployed: built, each in a process, between emulators of AWS; nothing is kept',
      zh: '按部署的样子运行各函数：构建后各用一个进程，置于 AWS 模拟器之间；不保留任何数据',
    },
  },
  fresh: { type: 'boolean', default: false, value: '', means: { en: 'throw the state away first', zh: '先清空状态' } },
  lang: {
    type: 'string',
    value: '<en|zh>',
    means: { en: 'language of what is printed (that of the environment)', zh: '输出的语言（随环境变量）' },
  },
  help: {
    type: 'boolean',
    default: false,
    value: '',
    means: { en: 'show this and start nothing', zh: '显示本说明，不启动' },
  },
} as const;

/** The language that is asked for, known before anything else is: an error is told in it. */
export function languageOfStart(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  const at = args.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const named = args[at] === '--lang' ? args[at + 1] : args[at]?.slice('--lang='.length);
  return named === 'en' || named === 'zh' ? named : languageOf(env);
}

/** @throws UsageError */
export function readSettings(args: readonly string[], language: Language): HostSettings {
  const { port: portText, 'desk-port': deskText, lang, ...settings } = parse(args);
  if (lang !== undefined && lang !== language) {
    const found = JSON.stringify(lang);
    throw new UsageError({
      en: `--lang takes en or zh, found ${found}`,
      zh: `--lang 可以是 en 或 zh，实际为 ${found}`,
    });
  }
  for (const name of ['data', 'config', 'secrets'] as const) refuseEmpty(name, settings[name]);
  if (settings.bundles) refuseBeside(settings);
  const port = portIn('port', portText);
  const usual = port === DESK_PORT ? DESK_PORT + 1 : DESK_PORT;
  const deskPort = deskText === undefined ? usual : portIn('desk-port', deskText);
  return { port, deskPort, language, ...settings };
}

/** With `--bundles` there is no state to throw away, and the functions of a stage send no traces. */
function refuseBeside({ fresh, otlp }: Pick<HostSettings, 'fresh' | 'otlp'>): void {
  const other = fresh ? '--fresh' : otlp === undefined ? undefined : '--otlp';
  if (other === undefined) return;
  const [en, zh] = fresh
    ? [
        'it begins empty at every start, and leaves the state in the folder alone',
        '它每次启动都是空的，不改动目录中的状态',
      ]
    : ['the functions of a stage send no traces', '阶段的函数不发送链路追踪'];
  throw new UsageError({
    en: `${other} does not go with --bundles: ${en}. Leave it out`,
    zh: `${other} 不能与 --bundles 同用：${zh}。请去掉它`,
  });
}

/** What `--help` prints. */
export function usage(language: Language): string {
  const rows = Object.entries(options).map(
    ([name, { value, means }]) => [`--${name} ${value}`, means[language]] as const,
  );
  const width = Math.max(...rows.map(([option]) => option.length));
  const lines = rows.map(([option, means]) => `  ${option.padEnd(width)}  ${means}\n`);
  const title = { en: 'Usage: npm start -- [options]', zh: '用法：npm start -- [选项]' }[language];
  return `${title}\n\n${lines.join('')}`;
}

function portIn(option: keyof typeof options, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port <= 65_535) return port;
  const found = JSON.stringify(text);
  throw new UsageError({
    en: `--${option} takes a number from 0 to 65535, found ${found}`,
    zh: `--${option} 应为 0 到 65535 的数字，实际为 ${found}`,
  });
}

/** As a shell leaves it of a variable that is not set: a path of no characters is the folder where one stands. */
function refuseEmpty(option: keyof typeof options, path: string): void {
  if (path.trim() !== '') return;
  throw new UsageError({
    en: `--${option} takes a path, found ${JSON.stringify(path)}`,
    zh: `--${option} 应为路径，实际为 ${JSON.stringify(path)}`,
  });
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const names = Object.keys(options)
      .map((name) => `--${name}`)
      .join(', ');
    const said = error instanceof Error ? error.message : 'unknown option';
    throw new UsageError({
      en: `${said}. There are: ${names}`,
      zh: `${parseErrorInChinese(said)}可用的选项：${names}`,
    });
  }
}

/** What Node says about arguments that it cannot take. */
function parseErrorInChinese(said: string): string {
  const [, unknown] = /^Unknown option '([^']+)'/.exec(said) ?? [];
  if (unknown !== undefined) return `没有选项 ${unknown}。`;
  const [, argument] = /^Unexpected argument '([^']+)'/.exec(said) ?? [];
  if (argument !== undefined) return `多余的参数 ${argument}。`;
  const [, without] = /^Option '(--[\w-]+)[^']*'.* argument/.exec(said) ?? [];
  return without === undefined ? '选项有误。' : `选项 ${without} 的值有误。`;
}

import { counted } from '../../functions/shared/text/counted.ts';
import stringWidth from 'string-width';
import type { Language } from '../../functions/shared/text/language.ts';
import { addressFile } from './address.ts';
import type { HostSettings } from './settings.ts';

type BannerSettings = Pick<HostSettings, 'data' | 'config' | 'port' | 'deskPort' | 'language' | 'bundles'>;

export interface Urls {
  readonly url: string;
  readonly desk: string;
  readonly webhooks: Readonly<Record<string, string>>;
  readonly cdp: string;
  readonly api: string;
}

/** Where the sandbox of the CDP is at a desk. */
export function sandboxAddress(desk: string): string {
  return `${desk}/openapi`;
}

/** What a person in a terminal needs to go on. */
export function banner(
  { url, desk, webhooks, cdp, console }: Urls & { readonly console: string },
  { data, config, port, deskPort, language, bundles }: BannerSettings,
): string {
  const words = WORDS[language];
  const moved = (address: string, asked: number) =>
    asked === 0 || address.endsWith(`:${asked}`) ? '' : `  ${words.taken(asked)}`;
  const rows = [
    [words.config, words.webhooks(config, Object.keys(webhooks).length)],
    ...(bundles ? [[words.functions, words.bundles(data)]] : []),
    [words.state, bundles ? words.notKept : words.kept(data)],
    ...Object.values(webhooks).map((address) => ['webhook', address]),
    [words.console, console],
    [words.desk, words.local(`${desk}${moved(desk, deskPort)}`, addressFile(data))],
    ['CDP', cdp === sandboxAddress(desk) ? words.sandbox(cdp) : words.tenant(cdp)],
  ];
  const lines = rows.map(
    ([name = '', value = '']) => `  ${name}${' '.repeat(Math.max(1, (bundles ? 11 : 9) - stringWidth(name)))}${value}`,
  );
  return `\n  Guiyi 归一  ${url}${moved(url, port)}\n\n${lines.join('\n')}\n\n  ${words.next}  npx guiyi demo\n  ${words.stop}\n\n`;
}

const WORDS = {
  en: {
    config: 'config',
    webhooks: (file: string, count: number) => `${file}, ${counted(count, 'webhook')}`,
    state: 'state',
    kept: (folder: string) => `${folder}/ (kept; --fresh throws it away)`,
    notKept: 'none: it ends with this process',
    functions: 'functions',
    bundles: (folder: string) =>
      `built in ${folder}/bundles/, as a deploy would; between emulators of AWS on this machine`,
    console: 'console',
    desk: 'desk',
    local: (address: string, file: string) => `${address}, for this machine alone (token of its API: ${file})`,
    sandbox: (address: string) => `${address} (sandbox: nothing leaves this machine)`,
    tenant: (address: string) => `${address} (your tenant: what is delivered is written there)`,
    taken: (port: number) => `(port ${port} was taken)`,
    next: 'Next, in another terminal:',
    stop: 'Stop with Ctrl-C.',
  },
  zh: {
    config: '配置',
    webhooks: (file: string, count: number) => `${file}，${count} 个 webhook`,
    state: '状态',
    kept: (folder: string) => `${folder}/（保留；--fresh 清空）`,
    notKept: '无：随本进程结束',
    functions: '函数',
    bundles: (folder: string) => `构建在 ${folder}/bundles/，与部署时相同；运行在本机的 AWS 模拟器之间`,
    console: '控制台',
    desk: '操作台',
    local: (address: string, file: string) => `${address}，只供本机使用（接口令牌在 ${file}）`,
    sandbox: (address: string) => `${address}（沙箱：任何数据都不离开本机）`,
    tenant: (address: string) => `${address}（你的租户：投递的内容会写入其中）`,
    taken: (port: number) => `（端口 ${port} 已被占用）`,
    next: '下一步，在另一个终端执行：',
    stop: '按 Ctrl-C 停止。',
  },
} as const satisfies Record<Language, object>;

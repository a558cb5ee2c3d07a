import type { HostSettings } from './settings.ts';

interface Urls {
  readonly url: string;
  readonly webhooks: Readonly<Record<string, string>>;
  readonly cdp: string;
  readonly api: string;
}

/** What a person in a terminal needs to go on. */
export function banner({ url, webhooks, cdp, api }: Urls, { data, config, port }: HostSettings): string {
  const moved = port === 0 || url.endsWith(`:${port}`) ? '' : `  (port ${port} was taken)`;
  const rows = [
    ['config', `${config}, ${Object.keys(webhooks).length} webhooks`],
    ['state', `${data}/ (kept; --fresh throws it away)`],
    ...Object.values(webhooks).map((address) => ['webhook', address]),
    ['CDP', `${cdp} (sandbox: nothing leaves this machine)`],
    ['events', `${api}/events`],
  ];
  const lines = rows.map(([name = '', value = '']) => `  ${name.padEnd(9)}${value}`);
  return `\n  Guiyi 归一  ${url}${moved}\n\n${lines.join('\n')}\n\n  Next, in another terminal:  npx guiyi demo\n  Stop with Ctrl-C.\n\n`;
}

import { addressFile } from './address.ts';
import type { HostSettings } from './settings.ts';

export interface Urls {
  readonly url: string;
  readonly desk: string;
  readonly webhooks: Readonly<Record<string, string>>;
  readonly cdp: string;
  readonly api: string;
}

/** What a person in a terminal needs to go on. */
export function banner(
  { url, desk, webhooks, cdp, console }: Urls & { readonly console: string },
  { data, config, port, deskPort }: Pick<HostSettings, 'data' | 'config' | 'port' | 'deskPort'>,
): string {
  const rows = [
    ['config', `${config}, ${Object.keys(webhooks).length} webhooks`],
    ['state', `${data}/ (kept; --fresh throws it away)`],
    ...Object.values(webhooks).map((address) => ['webhook', address]),
    ['console', console],
    ['desk', `${desk}${moved(desk, deskPort)}, for this machine alone (token of its API: ${addressFile(data)})`],
    ['CDP', `${cdp} (sandbox: nothing leaves this machine)`],
  ];
  const lines = rows.map(([name = '', value = '']) => `  ${name.padEnd(9)}${value}`);
  return `\n  Guiyi 归一  ${url}${moved(url, port)}\n\n${lines.join('\n')}\n\n  Next, in another terminal:  npx guiyi demo\n  Stop with Ctrl-C.\n\n`;
}

function moved(url: string, port: number): string {
  return port === 0 || url.endsWith(`:${port}`) ? '' : `  (port ${port} was taken)`;
}

import { setTimeout as wait } from 'node:timers/promises';
import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import type { Transport } from '../../functions/shared/cdp/transport.ts';
import type { SandboxRequest, SandboxResponse } from '../../sandbox/sandbox.ts';

/** A sandbox of this process: in this thread, where it answers at once, or in another. */
export interface CalledSandbox {
  handle(request: SandboxRequest): SandboxResponse | Promise<SandboxResponse>;
}

/** The way to the sandbox of the same process: the same requests and answers, without a socket between them. */
export function sandboxTransport(sandbox: CalledSandbox): Transport {
  return async ({ endpoint, method, path, headers, body }) => {
    const mark = path.indexOf('?');
    const response = await sandbox.handle({
      method,
      path: mark < 0 ? path : path.slice(0, mark),
      query: new URLSearchParams(mark < 0 ? '' : path.slice(mark)),
      headers,
      body: body ?? '',
    });
    if (response.delayMs !== undefined) await wait(response.delayMs);
    if (response.dropped) throw new CdpError('network', { endpoint });
    const explanation = explanationIn(response.headers);
    return {
      status: response.status,
      retryAfter: response.headers['retry-after'],
      text: response.body,
      ...(explanation && { explanation }),
    };
  };
}

const PREFIX = 'x-sandbox-';

/** The sandbox's diagnostics: `target`, `dropped`, `merged`, `skipped-merges` … */
function explanationIn(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(headers).filter(([name]) => name.startsWith(PREFIX));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(PREFIX.length), value]));
}

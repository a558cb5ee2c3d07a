import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import type { Transport } from '../../functions/shared/cdp/transport.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** The way to the sandbox of the same process: the same requests and answers, without a socket between them. */
export function sandboxTransport(sandbox: Sandbox): Transport {
  return async ({ endpoint, method, path, headers, body }) => {
    const mark = path.indexOf('?');
    const response = sandbox.handle({
      method,
      path: mark < 0 ? path : path.slice(0, mark),
      query: new URLSearchParams(mark < 0 ? '' : path.slice(mark)),
      headers,
      body: body ?? '',
    });
    if (response.dropped) throw new CdpError('network', { endpoint });
    return { status: response.status, retryAfter: response.headers['retry-after'], text: response.body };
  };
}

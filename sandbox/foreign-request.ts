import type { IncomingHttpHeaders } from 'node:http';

type Headers = Pick<IncomingHttpHeaders, 'host' | 'origin' | 'sec-fetch-site'>;

/** The names of this machine under which a server on loopback answers. */
const NAMES = ['127.0.0.1', 'localhost'];

/**
 * Why a server that is for this machine alone does not answer a request; undefined when it does. `Origin` and
 * `Sec-Fetch-Site` say which page asks; `none` is the person at the address line, and other programs than browsers send
 * neither. `Host` is checked because whoever owns a domain can let its name lead to 127.0.0.1 (DNS rebinding): to the
 * browser, their page and this server are one origin then.
 * @param port on which the server listens
 */
export function rejectionOfForeign(headers: Headers, port: number): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site = 'none' } = headers;
  const asked = `http://${host.toLowerCase()}`;
  const [main, ...others] = NAMES.map((name) => new URL(`http://${name}:${port}`).origin);
  if (asked !== main && !others.includes(asked)) return `This is ${main}; the request names another host.`;
  const isOwn = (origin === undefined || origin === asked) && (site === 'same-origin' || site === 'none');
  return isOwn ? undefined : `Pages of other origins get nothing here. Type ${main} into the address line.`;
}

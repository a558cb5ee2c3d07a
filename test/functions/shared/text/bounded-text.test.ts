import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { fetchTransport } from '../../../../functions/shared/cdp/transport.ts';
import { fetchApi } from '../../../../functions/shared/enrichment/api-transport.ts';
import { boundedText, MEBIBYTE } from '../../../../functions/shared/text/bounded-text.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends until somebody stops listening; says how much was taken. */
function endless(): { readonly listener: RequestListener; readonly sent: () => number } {
  const piece = Buffer.alloc(MEBIBYTE, 'a');
  let sent = 0;
  return {
    sent: () => sent,
    listener: (_request, response) => {
      const more = () => {
        while (!response.destroyed && sent < 1000 * MEBIBYTE) {
          sent += piece.length;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    },
  };
}

const ask = { endpoint: 'customerInfo', method: 'GET', path: '/', headers: {} } as const;

test('an answer up to the cap is read whole, and characters that are cut between two pieces stay whole', async () => {
  const url = await serve((_request, response) => {
    const bytes = Buffer.from('归一'.repeat(50_000));
    for (let at = 0; at < bytes.length; at += 4_001) response.write(bytes.subarray(at, at + 4_001));
    response.end();
  });
  expect(await boundedText(await fetch(url), 300_000)).toBe('归一'.repeat(50_000));
  await expect(boundedText(await fetch(url), 299_999)).rejects.toMatchObject({ kind: 'too-large' });
});

test('an answer without a body is empty', async () => {
  const url = await serve((_request, response) => response.writeHead(204).end());
  expect(await boundedText(await fetch(url), 10)).toBe('');
});

test('an answer of the CDP that does not end is given up at the cap', async () => {
  const { listener, sent } = endless();
  const call = fetchTransport(await serve(listener), 30)(ask);
  await expect(call).rejects.toMatchObject({ name: 'CdpError', kind: 'too-large', retryable: true, sent: true });
  expect(sent()).toBeLessThan(64 * MEBIBYTE);
});

test('a small answer that unpacks to a large one is given up as well', async () => {
  const packed = gzipSync(Buffer.alloc(64 * MEBIBYTE, ' '));
  expect(packed.length).toBeLessThan(MEBIBYTE);
  const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
  await expect(fetchTransport(url, 30)(ask)).rejects.toMatchObject({ kind: 'too-large' });
});

test('an answer of a platform’s API that does not end makes the API unavailable', async () => {
  const { listener, sent } = endless();
  const call = fetchApi(30_000)('tea', await serve(listener), { method: 'GET', path: '/person' });
  await expect(call).rejects.toMatchObject({ name: 'ApiError', kind: 'unavailable', retryable: true });
  expect(sent()).toBeLessThan(64 * MEBIBYTE);
});

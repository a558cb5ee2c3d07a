import { Agent, request } from 'node:http';
import type { SampleRequest } from '../functions/shared/sources/source.ts';

/** Posts the requests over `connections` keep-alive connections; rejects at the first that is not answered 200. */
export async function postAll(url: string, requests: readonly SampleRequest[], connections: number): Promise<void> {
  await postEach(
    requests.map((item) => [url, item] as const),
    connections,
  );
}

/** The same, each to an address of its own. */
export async function postEach(
  requests: readonly (readonly [url: string, request: SampleRequest])[],
  connections: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  const worker = async () => {
    for (let item = requests[next++]; item; item = requests[next++]) await post(...item, agent);
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
}

function post(url: string, { headers, body }: SampleRequest, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body);
    const outgoing = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': bytes.length } },
      (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`HTTP ${response.statusCode}`));
        });
      },
    );
    outgoing.once('error', reject).end(bytes);
  });
}

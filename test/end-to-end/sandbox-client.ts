import { readFileSync } from 'node:fs';
import { isJsonObject, type Json, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import type { RunningHost } from './running-host.ts';

/** Looks at the CDP from outside, as any other program would: by token and documented endpoints. */
export async function openSandboxClient(url: string) {
  const secrets = JSON.parse(readFileSync('local/demo-secrets.json', 'utf8')) as { cdp: object };
  const data = await post(`${url}/sandbox/token`, secrets.cdp, {});
  const token = isJsonObject(data) ? scalar(data['token']) : undefined;
  if (token === undefined) throw new Error('no token');
  const headers = { token };
  return {
    async customerOf(identityType: string, identityValue: string): Promise<string | undefined> {
      const body = { identityList: [{ identityType, identityValue }] };
      return scalar(await post(`${url}/openapi/customer/getCustomerIdByIdentityList`, body, headers));
    },
    /** As somebody else may do at the CDP. */
    async remove(customer: string): Promise<void> {
      const response = await fetch(`${url}/openapi/customer/singleDelete?customerId=${customer}`, {
        headers: { ...headers, 'content-type': 'application/json' },
      });
      dataOf(await response.text());
    },
    async groupsOf(customer: string): Promise<string[]> {
      const query = `customerId=${customer}&type=1`;
      const response = await fetch(`${url}/openapi/customer-group-ref/getGroupsByCustomerId?${query}`, {
        headers: { ...headers, 'content-type': 'application/json' },
      });
      const groups = dataOf(await response.text());
      return Array.isArray(groups)
        ? groups.flatMap((group: Json) => (isJsonObject(group) ? [scalar(group['name']) ?? ''] : []))
        : [];
    },
    /** All live customers, page by page. */
    async customers(): Promise<readonly { readonly id: string; readonly identities: readonly string[] }[]> {
      const all: { id: string; identities: readonly string[] }[] = [];
      let after = '';
      for (;;) {
        const page = dataOf(await (await fetch(`${url}/sandbox/customers?limit=500${after}`)).text());
        if (!isJsonObject(page) || !Array.isArray(page['customers'])) throw new Error('no listing');
        for (const customer of page['customers'] as readonly Json[]) {
          if (!isJsonObject(customer)) continue;
          const identities = Array.isArray(customer['identities']) ? (customer['identities'] as readonly Json[]) : [];
          all.push({
            id: String(scalar(customer['id'] ?? customer['customerId'])),
            identities: identities.map((identity) => JSON.stringify(identity)),
          });
        }
        const next = scalar(page['next'] ?? null);
        if (next === undefined) return all;
        after = `&after=${next}`;
      }
    },
  };
}

/** Waits until the queue is empty and nothing is in flight. */
export async function settled(host: Pick<RunningHost, 'ask'>, seconds = 60): Promise<void> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const status = (await host.ask('/api/status')) as Record<'events' | 'inlet', { waiting: number; inFlight: number }>;
    const open = status.events.waiting + status.events.inFlight + status.inlet.waiting + status.inlet.inFlight;
    if (open === 0) return;
    if (Date.now() > until) throw new Error(`not settled: ${JSON.stringify(status)}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

async function post(url: string, body: object, headers: Record<string, string>): Promise<Json> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return dataOf(await response.text());
}

function dataOf(text: string): Json {
  const answer = parseJson(text);
  if (!isJsonObject(answer) || answer['code'] !== 0) throw new Error(`the sandbox answered ${text}`);
  return answer['data'] ?? null;
}

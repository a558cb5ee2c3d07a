import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SampleRequest } from '../../../functions/shared/sources/source.ts';
import { type Host, openHost } from '../../../local/host/host.ts';
import { toLambdaEvent } from '../../../local/host/lambda-event.ts';
import { localOperations } from '../../../local/operations/local-operations.ts';
import demoSecrets from '../../../local/demo-secrets.json' with { type: 'json' };
import { demoRequest } from '../../end-to-end/samples.ts';
import { demoConfig } from '../../kit/demo.ts';

const erased = {
  phone: '15838000044',
  email: 'suwan.44@shop.test',
  name: '苏晚四四',
  address: '虚构里 44 号 "北门" 四单元',
  openid: 'oErasedSampleCustomer0000044',
};
const other = { phone: '15931000045', openid: 'oOtherSampleCustomer00000045' };

/** How a value may stand in a file. */
const formsOf = (value: string): Readonly<Record<string, Buffer>> => {
  const units = Array.from({ length: value.length }, (_, index) => value.charCodeAt(index));
  const escaped = units.map((unit) =>
    unit < 128 ? String.fromCharCode(unit) : `\\u${unit.toString(16).padStart(4, '0')}`,
  );
  // Inside of a longer text Base64 has three forms; the first and last characters depend on what stands beside the value.
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]).toString('base64');
    return text.slice(before === 0 ? 0 : before + 1).replace(/..?={1,2}$|.$/, '');
  });
  const texts = {
    'UTF-8': value,
    JSON: JSON.stringify(value).slice(1, -1),
    'JSON in ASCII': escaped.join('').replaceAll('"', '\\"'),
    'percent-encoded': encodeURIComponent(value),
    ...Object.fromEntries(base64.map((text, before) => [`Base64 after ${before} bytes`, text])),
  };
  const buffers = Object.entries(texts).map(([form, text]) => [form, Buffer.from(text)] as const);
  return { ...Object.fromEntries(buffers), 'UTF-16LE': Buffer.from(value, 'utf16le') };
};

/** A file may be removed while others are read. */
function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Where which value stands, in which form. */
function found(folder: string, values: Readonly<Record<string, string>>): readonly string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return names.flatMap(({ parentPath, name }) => {
    const bytes = readIfThere(join(parentPath, name));
    return Object.entries(values).flatMap(([what, value]) =>
      Object.entries(formsOf(value)).flatMap(([form, text]) =>
        bytes.includes(text) ? [`${what} (${form}) in ${name}`] : [],
      ),
    );
  });
}

/** The customer of the sample's order. */
const shopCustomer = '7214500000044';

const member = (
  id: string,
  person: { readonly phone: string; readonly openid: string },
  { name, shop }: { readonly name?: string; readonly shop?: string } = {},
) => ({
  specversion: '1.0',
  id,
  source: '/brand-events/brand-demo',
  type: 'member.bound',
  subject: person.openid,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  data: {
    identities: [
      { kind: 'mobile', value: person.phone },
      { kind: 'wechat-openid', scope: 'wx00d3m000d3m00001', value: person.openid },
      ...(shop === undefined ? [] : [{ kind: 'shopify-customer', scope: 'shopify-demo', value: shop }]),
    ],
    ...(name !== undefined && { name }),
  },
  connection: 'brand-demo',
  receivedtime: new Date().toISOString(),
});

/** What the shop has signed and nobody can read. */
function unreadable(body: string): SampleRequest {
  const request = demoRequest('shopify-demo', 'orders/paid', 44);
  const hmac = createHmac('sha256', demoSecrets['shopify-demo'].clientSecret).update(body).digest('base64');
  const headers = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'x-shopify-hmac-sha256');
  return {
    ...request,
    headers: { ...Object.fromEntries(headers), 'x-shopify-hmac-sha256': hmac },
    body,
  };
}

const fault = (host: Host, body: object) =>
  host.sandbox.handle({
    method: 'POST',
    path: '/sandbox/faults',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function openTemporaryHost(): Promise<{ readonly data: string; readonly host: Host }> {
  const data = mkdtempSync(join(tmpdir(), 'guiyi-erased-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const config = demoConfig({}, { messages: { permanent: ['.'] } });
  const host = await openHost({ config, data, secrets: 'local/demo-secrets.json', fresh: true, log: () => undefined });
  return { data, host };
}

test('after an erase no file of the state holds a value of the person, and the others’ stay', async () => {
  const { data, host } = await openTemporaryHost();
  onTestFinished(() => host.close());
  const { deadLetters, privacy, quarantine } = localOperations(host);
  const toInlet = (body: string) => host.queues.inlet.queue.send([{ body, attributes: {} }]);
  const toWebhook = async (request: SampleRequest) => {
    const event = toLambdaEvent(
      { ...request, path: '/webhooks/shopify-demo', body: Buffer.from(request.body) },
      'shopify-demo',
      Date.now(),
    );
    expect((await host.webhook(event)).statusCode).toBe(200);
  };
  const states = () => host.journal.list(100).map(({ id, state }) => `${id} ${state}`);
  const letters = async () => (await deadLetters.list({})).letters.map(({ queue }) => queue).toSorted();

  // The person, their order, their dead letters and what of theirs nobody could read; and somebody else.
  await toInlet(JSON.stringify(member('bound', erased, { name: erased.name, shop: shopCustomer })));
  await toInlet(JSON.stringify(member('bound-other', other)));
  await expect.poll(states, { timeout: 5000 }).toEqual(expect.arrayContaining(['bound done', 'bound-other done']));
  const order = demoRequest('shopify-demo', 'orders/paid', 44, (payload) => {
    const address = { first_name: erased.name, address1: erased.address, phone: `+86${erased.phone}` };
    const { phone, email } = erased;
    Object.assign(payload['customer'] as object, { phone: `+86${phone}`, email, first_name: erased.name });
    Object.assign(payload, { phone: `+86${phone}`, email, contact_email: email });
    for (const name of ['billing_address', 'shipping_address']) Object.assign(payload[name] as object, address);
  });
  await toWebhook(order);
  const types = () => host.journal.list(100).map(({ type, state }) => `${type} ${state}`);
  await expect.poll(types, { timeout: 5000 }).toContain('orders/paid done');
  await fault(host, { mode: 'reject', count: 100 });
  await toInlet(JSON.stringify(member('refused', erased, { name: erased.name })));
  await toInlet(`no event of ${erased.name}, ${erased.phone}`);
  await toInlet(`no event of ${other.phone}`);
  await toWebhook(unreadable(`<html>${erased.name}: +86 ${erased.phone}</html>`));
  await toWebhook(unreadable(`<html>${other.phone}</html>`));
  await expect.poll(letters, { timeout: 5000 }).toEqual(['events', 'inlet', 'inlet']);
  await expect.poll(states, { timeout: 5000 }).toContain('refused refused');
  expect(await quarantine.list({})).toHaveLength(2);
  await fault(host, { mode: 'none' });
  expect(new Set(found(data, erased).map((where) => where.split(' ')[0]))).toEqual(new Set(Object.keys(erased)));

  expect(await privacy.erase({ identity: `mobile:${erased.phone}`, why: 'a letter' })).toHaveProperty('event');
  await expect.poll(() => found(data, erased), { timeout: 8000 }).toEqual([]);
  expect(await letters()).toEqual(['inlet']);
  expect(await quarantine.list({})).toHaveLength(1);
  expect(found(data, { phone: other.phone }).join()).toContain('guiyi.db');
  expect(found(data, { openid: other.openid }).join()).toContain('sandbox.db');
}, 30_000);

test('a host that is stopped as soon as the erase is done has forgotten the person, too', async () => {
  const { data, host } = await openTemporaryHost();
  const states = () => host.journal.list(100).map(({ type, state }) => `${type} ${state}`);
  await host.queues.inlet.queue.send([{ body: JSON.stringify(member('bound', erased)), attributes: {} }]);
  await expect.poll(states, { timeout: 5000 }).toContain('member.bound done');
  await localOperations(host).privacy.erase({ identity: `mobile:${erased.phone}`, why: 'a letter' });
  await expect.poll(states, { timeout: 5000, interval: 1 }).toContain('member.erase done');
  await host.close();
  expect(found(data, erased)).toEqual([]);
}, 30_000);

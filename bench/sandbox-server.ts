import { listenSandbox } from '../sandbox/listen.ts';
import { fill, openTenant } from './sandbox-world.ts';
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';

// The server side of the HTTP bench, in a process of its own so that its CPU time is its own.
const data = process.argv[2] ?? '';
mkdirSync(data, { recursive: true });
const tenant = openTenant(join(data, 'sandbox.db'));
fill(tenant, 0, 50_000);
tenant.store.close();

const credential = { appKey: 'bench', secret: 'bench' };
const { url, sandbox } = await listenSandbox({ port: 0, data, credentials: [credential], synchronous: 'normal' });
const { body } = sandbox.handle({
  method: 'POST',
  path: '/sandbox/token',
  query: new URLSearchParams(),
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(credential),
});
const { data: issued } = JSON.parse(body) as { data: { token: string } };
process.send?.({ url, token: issued.token });
process.on('message', () => process.send?.(process.cpuUsage()));

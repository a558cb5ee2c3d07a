import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

// Every bench in a process of its own. Machines differ and are shared: read the ratios, not the rates.
const benches = [
  'webhook-in-process.ts',
  'webhook-http.ts',
  'end-to-end.ts',
  'cold-start.ts',
  'identity.ts',
  'source-as-data.ts',
  'wechat-push.ts',
  'cdp-client.ts',
  'backlog.ts',
  'journal.ts',
  'sandbox.ts',
];

process.stdout.write(
  `Node ${process.versions.node}, SQLite ${process.versions['sqlite']}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
for (const bench of benches) {
  const file = fileURLToPath(new URL(bench, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--expose-gc', file], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

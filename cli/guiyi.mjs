#!/usr/bin/env node
// Runs the command line on the Node that the project pins, whatever Node the machine has: .ts files need Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('guiyi.ts', import.meta.url));
const pinned = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
const node = existsSync(pinned) ? pinned : process.execPath;
const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
// A terminal sends Ctrl-C to both; the child may have something to put in order first.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (status, signal) => {
  process.exitCode = signal ? 1 : (status ?? 1);
});

#!/usr/bin/env node
// Runs the command line on the Node that the project pins, whatever Node the machine has: .ts files need Node 24.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('guiyi.ts', import.meta.url));
const pinned = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
const node = existsSync(pinned) ? pinned : process.execPath;
const { status, signal } = spawnSync(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = signal ? 1 : (status ?? 1);

#!/usr/bin/env node
// In the repository: runs the command line on the Node that the project pins, whatever Node the machine has.
// Installed as a package: runs what was built, on the Node at hand; under node_modules Node takes no .ts file.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('guiyi.ts', import.meta.url);
if (isVersionAsked()) printVersion();
else if (existsSync(source)) runSource();
else await runBuilt();

function isVersionAsked() {
  return process.argv.length === 3 && ['-V', '--version'].includes(process.argv[2]);
}

// A question of every script: it starts no second Node.
function printVersion() {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${manifest.version}\n`);
}

function runSource() {
  const pinned = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  const node = existsSync(pinned) ? pinned : process.execPath;
  const child = spawn(node, [fileURLToPath(source), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches both from the terminal; the other one decides when to end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (status) => {
    process.exitCode = status ?? 1;
  });
}

async function runBuilt() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 24 || (major === 24 && minor < 15)) {
    process.stderr.write(`guiyi needs Node 24.15 or newer; this is ${process.version}.\n`);
    process.exitCode = 1;
  } else await import('./installed.js');
}

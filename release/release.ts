import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { missingAddresses } from './address.ts';
import { released } from './changelog.ts';

// `npm run release -- 0.2.0`: changelog, version, commit and tag on a clean main. Nothing is pushed or published.
const [version = ''] = process.argv.slice(2);
const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (!/^\d+\.\d+\.\d+$/.test(version)) stop('usage: npm run release -- <major.minor.patch>');
if (git('rev-parse', '--abbrev-ref', 'HEAD') !== 'main') stop('a release is made on main');
if (git('status', '--porcelain') !== '') stop('something is not committed: git status');
if (git('tag', '--list', `v${version}`) !== '') stop(`the tag v${version} is there already`);
const missing = missingAddresses(readFileSync('package.json', 'utf8'));
if (missing.length > 0)
  stop(
    `package.json does not say where this project lives: ${missing.join(' and ')} missing. Set them first, with your own address: npm pkg set repository.type=git repository.url=git+https://… bugs.url=https://…`,
  );

try {
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync('CHANGELOG.md', released(readFileSync('CHANGELOG.md', 'utf8'), version, day));
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}
execFileSync('npm', ['version', version, '--no-git-tag-version'], { stdio: 'ignore' });
git('commit', '--quiet', '--message', `release: ${version}`, '--', 'CHANGELOG.md', 'package.json', 'package-lock.json');
git('tag', '--annotate', `v${version}`, '--message', `Guiyi ${version}`);
process.stdout.write(`v${version} is committed and tagged. Push it with: git push --follow-tags\n`);

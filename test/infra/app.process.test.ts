import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { functionNames } from '../../infra/bundle.ts';
import { cdkJson } from './synthesise.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiyi-app-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;

/** `node infra/app.ts`, as cdk runs it. */
function synthesise(context: Readonly<Record<string, string>>) {
  runs += 1;
  const output = join(folder, `out-${runs}`);
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  const { status, stderr } = spawnSync(process.execPath, ['infra/app.ts'], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      TMPDIR: temporary,
      CDK_OUTDIR: output,
      CDK_CONTEXT_JSON: JSON.stringify({ ...cdkJson.context, ...context }),
    },
  });
  return { status, stderr, output, leftBehind: readdirSync(temporary) };
}

const example = 'examples/production/guiyi.config.ts';

describe('the CDK app', () => {
  it('makes the stack of a stage, and builds nowhere where another build is', () => {
    const dist = resolve('dist/functions');
    const before = existsSync(dist) ? readdirSync(dist, { recursive: true }).length : 0;
    const { status, output, leftBehind } = synthesise({ stage: 'dev', config: example });
    expect(status).toBe(0);
    const files = readdirSync(output);
    expect(files).toContain('Guiyi-dev.template.json');
    const assets = files.filter((file) => file.startsWith('asset.'));
    const bundles = assets.map((asset) => readFileSync(join(output, asset, 'index.mjs'), 'utf8'));
    expect(bundles).toHaveLength(functionNames.length);
    expect(bundles.filter((text) => text.includes('tea-house.myshopify.com')).length).toBeGreaterThanOrEqual(3);
    expect(existsSync(dist) ? readdirSync(dist, { recursive: true }).length : 0).toBe(before);
    expect(leftBehind).toEqual([]);
  });

  it.each([
    { name: 'no stage', context: { config: example }, says: /say which stage: -c stage=dev/ },
    { name: 'a stage that is no name', context: { config: example, stage: 'Prod!' }, says: /"Prod!".*small letters/ },
    { name: 'no such file', context: { config: 'no.config.ts', stage: 'dev' }, says: /no\.config\.ts/ },
    { name: 'the demo', context: { stage: 'dev' }, says: /examples\/production\/guiyi\.config\.ts/ },
  ])('says what is missing: $name', ({ context, says }) => {
    const { status, stderr, leftBehind } = synthesise(context);
    expect(status).toBe(1);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('    at ');
    expect(leftBehind).toEqual([]);
  });
});

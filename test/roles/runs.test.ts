import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { breakerRuns } from './runs/breaker-runs.ts';
import { caseRuns } from './runs/case-runs.ts';
import { eraseRuns } from './runs/erase-runs.ts';
import { oddRequestRuns } from './runs/odd-request-runs.ts';
import { releaseRuns } from './runs/release-runs.ts';
import { sampleRuns } from './runs/sample-runs.ts';
import { secretRuns } from './runs/secret-runs.ts';
import { openStage } from './runs/stage.ts';
import { undeliveredRuns } from './runs/undelivered-runs.ts';
import { complaintsAbout } from './stack/grants.ts';
import { startWorld } from './world.ts';

// The very bundles under the very policies that CDK deploys. Every call of AWS is judged by the policies of its caller's role, and
// in the end it is asked what was refused, and which grants nothing has used.
const world = await startWorld();
afterAll(() => world.stop());
const stage = await openStage(world);

secretRuns(stage);
sampleRuns(stage);
oddRequestRuns(stage);
undeliveredRuns(stage);
eraseRuns(stage);
caseRuns(stage);
breakerRuns(stage);
releaseRuns(stage);

describe('the verdict', () => {
  const { judgements, rules, explained } = world;

  test('every call was understood', () => {
    expect(world.notUnderstood).toEqual([]);
  });

  test('no call was denied', () => {
    console.log(`roles: ${judgements.allowed} permissions were needed and given`);
    expect(judgements.allowed).toBeGreaterThan(1000);
    expect(judgements.denials).toEqual([]);
  });

  test('every grant was used, or the stack says why it stands', () => {
    const grants = rules.filter(({ effect }) => effect === 'Allow');
    console.log(`roles: ${grants.length} grants, ${judgements.used.size} used, ${explained.length} explained`);
    expect(grants.length).toBeGreaterThan(40);
    expect(complaintsAbout(rules, judgements.used, explained)).toEqual([]);
  });

  test.each(['webhook', 'inlet', 'deliver', 'breaker', 'release'] as const)(
    '%s reads every setting that the stack gives it',
    (name) => {
      const { environment, bundlePath } = world.functions[name];
      const read = new Set(readFileSync(bundlePath, 'utf8').match(/GUIYI_[A-Z_]+/g));
      expect(Object.keys(environment).sort()).toEqual([...read].sort());
    },
  );
});

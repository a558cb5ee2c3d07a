import { jsonLog } from '../shared/log/log.ts';
import { nameSourcesInStacks } from '../shared/log/source-names.ts';
import { answerHook, type ReleaseHook } from '../shared/ports/aws/code-deploy.ts';
import { environment } from '../shared/ports/aws/environment.ts';
import { invokeFunction } from '../shared/ports/aws/lambda.ts';
import { checkRelease } from './check-release.ts';

nameSourcesInStacks(import.meta.url);

const log = jsonLog('info', (line) => process.stdout.write(line));
const version = environment('GUIYI_RELEASED_VERSION');

/** Before a new version of the webhook function gets its first request: CodeDeploy asks whether it may. */
export const handler = async (hook: ReleaseHook): Promise<{ readonly status: string }> => {
  const check = await checkRelease(async (event) => invokeFunction(version, event));
  const status = check.outcome === 'passed' ? 'Succeeded' : 'Failed';
  if (check.outcome === 'passed') log({ level: 'info', at: 'release', message: 'passed' });
  else log({ level: 'error', at: 'release', message: 'failed', detail: check.detail });
  await answerHook(hook, status);
  return { status };
};

import { randomBytes } from 'node:crypto';
import { AccountError } from '../../operations/aws/account-error.ts';
import { stageConsole } from '../../operations/aws/console/stage-console.ts';
import type { StageContext } from '../../operations/aws/stage-context.ts';
import type { Unlocking } from '../../operations/aws/unlocking.ts';
import { unlockRequest } from '../../operations/console/unlock-request.ts';
import { answer, invalid, readBody } from '../../operations/http/answer.ts';
import { jobRoutes } from '../../operations/http/job-routes.ts';
import { consoleRoutes } from '../../operations/http/console-routes.ts';
import { operationsRoutes } from '../../operations/http/routes.ts';
import type { Operations } from '../../operations/operations.ts';
import { type AnswerError, type DeskKeys, type DeskShell, deskShell } from '../../local/host/desk-shell.ts';
import type { JobOperations } from '../../operations/jobs.ts';
import { pageRoutes } from '../../local/console/page-routes.ts';

/** A stage, as whoever has typed the command may ask it. */
export interface OpenedStage {
  readonly context: StageContext;
  /** Those of a protected stage change nothing while it is locked. */
  readonly operations: Operations;
  readonly unlocking: Unlocking;
  readonly isProtected: boolean;
}

export function newDeskKeys(): Required<DeskKeys> {
  const key = () => randomBytes(32).toString('base64url');
  return { token: key(), viewToken: key() };
}

/** The console over a stage: the page, and the API that it asks, with the credentials of this process. */
export function stageConsoleDesk({ context, ...stage }: OpenedStage, jobs: JobOperations, keys: DeskKeys): DeskShell {
  const shell = deskShell(keys, answerError);
  const { app, isViewer, closing } = shell;
  app.post('/api/unlock', async (asked) => {
    const request = await readBody(asked, unlockRequest);
    if (!request.ok) return invalid(asked, request.error);
    if (!stage.isProtected) return answer(asked, { problem: 'conflict', error: 'this stage takes changes always' });
    const { minutes, ...asker } = request.value;
    return asked.json({ until: await stage.unlocking.unlock(minutes, asker) });
  });
  app.route('/api', operationsRoutes(stage.operations));
  app.route('/api', jobRoutes(jobs));
  app.route('/api', consoleRoutes(stageConsole(context, stage), { isViewer, closing: closing.signal }));
  app.route('/', pageRoutes());
  return shell;
}

/** What an account does not allow is told as it is. */
const answerError: AnswerError = (error) =>
  error instanceof AccountError ? { status: 403, error: error.message, code: 'account' } : undefined;

import { join } from 'node:path';
import { Hono } from 'hono';
import { isJsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import { stageSecrets } from '../../functions/shared/ports/aws/secrets.ts';
import { readDeployed } from '../../operations/aws/read-deployed.ts';
import { openStageContext } from '../../operations/aws/stage-context.ts';
import { stageOperations } from '../../operations/aws/stage-operations.ts';
import { lockedOperations, openUnlocking } from '../../operations/aws/unlocking.ts';
import { eventView } from '../../operations/event-view.ts';
import { jobRoutes } from '../../operations/http/job-routes.ts';
import { operationsRoutes } from '../../operations/http/routes.ts';
import type { JobOperations } from '../../operations/jobs.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { isProtected } from '../../operations/stage.ts';
import { answered } from '../../operations/chinese/answers.ts';
import { CommandError } from '../command-error.ts';
import { type Desk, NotFoundError } from '../desk-api.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Where } from '../where.ts';
import { type ChosenStage, chosenStage, withAccount } from './chosen-stage.ts';
import type { OpenedStage } from './console-desk.ts';

const codeOf: Readonly<Record<number, ExitCode>> = {
  400: exitCodes.usage,
  403: exitCodes.configuration,
  404: exitCodes.notFound,
  409: exitCodes.usage,
};
const NOT_FOUND = 404;
const WAIT_MS = 30_000;
const LOOK_EVERY_MS = 1_000;

/** The operator's API of a stage, in this process and with the credentials of whoever typed the command. @throws CommandError */
export async function openStageDesk(where: Where & { readonly stack: string }): Promise<Desk> {
  const opened = await openStage(where);
  const { operations } = opened;
  const app = new Hono();
  // What an account does not allow is told as it is; it is no answer of HTTP.
  app.onError((error) => {
    throw error;
  });
  app.route('/api', operationsRoutes(operations));
  app.route('/api', jobRoutes(jobsOnDemand(opened, join(where.data, 'stages', opened.stage.name))));
  const call = async (path: string, body?: object): Promise<Response> => {
    const init = body && {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    };
    return withAccount(async () => app.request(path, init));
  };
  const answerOf = async (response: Response): Promise<unknown> => {
    const text = await response.text();
    if (response.ok) return parseJson(text);
    const json = parseJson(text);
    const error = (isJsonObject(json) ? scalar(json['error']) : undefined) ?? `HTTP ${response.status}`;
    if (response.status === NOT_FOUND) throw new NotFoundError(answered(error), text);
    throw new CommandError(answered(error), codeOf[response.status] ?? exitCodes.unexpected);
  };
  const find = async (path: string) => {
    const response = await call(path);
    return response.status === NOT_FOUND ? undefined : answerOf(response);
  };
  return {
    ask: async (path, body) => answerOf(await call(path, body)),
    find,
    async inlet() {
      throw new CommandError({
        en: 'bridges and partners put events into the inlet queue of a stage, not this command',
        zh: '阶段的入口队列由桥接程序和合作方写入，这个命令不写',
      });
    },
    async outcome({ id, source }) {
      const until = Date.now() + WAIT_MS;
      for (;;) {
        const found = await find(`/api/events/${encodeURIComponent(id)}?${new URLSearchParams({ source }).toString()}`);
        const event = found === undefined ? undefined : eventView.parse(found);
        const hasEnded = event !== undefined && event.state !== 'queued' && event.state !== 'waiting';
        if (hasEnded || Date.now() > until) return event;
        await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
      }
    },
  };
}

/** A stage with the credentials of whoever has typed the command. @throws CommandError */
export async function openStage(
  where: Where & { readonly stack: string },
): Promise<OpenedStage & { readonly stage: ChosenStage }> {
  const stage = chosenStage({
    stage: where.stack,
    ...(where.region !== undefined && { region: where.region }),
    ...(where.config !== undefined && { config: where.config }),
  });
  const config = await loadConfig(stage.config);
  const deployed = await withAccount(async () => readDeployed(stage, where.region));
  // The clients of the functions' own adapters look for it there.
  process.env['AWS_REGION'] = deployed.region;
  const secrets = stageSecrets(deployed.secretPrefix);
  const context = openStageContext({ deployed, config, secrets, clock: Date.now });
  const unlocking = openUnlocking(context);
  const all = stageOperations(context);
  const operations = isProtected(stage) ? lockedOperations(all, unlocking, stage.name) : all;
  return { stage, context, operations, unlocking, isProtected: isProtected(stage) };
}

/** Their file is opened by the commands that ask for them: one process at a time has it. */
function jobsOnDemand(
  { context, operations, unlocking, isProtected: isLocked }: OpenedStage,
  folder: string,
): JobOperations {
  let opening: Promise<JobOperations> | undefined;
  const jobs = () =>
    (opening ??= import('./stage-jobs.ts').then(({ openStageJobs }) =>
      openStageJobs({ context, operations, unlocking: isLocked ? unlocking : undefined }, folder),
    ));
  return {
    list: async () => (await jobs()).list(),
    get: async (id) => (await jobs()).get(id),
    create: async (request) => (await jobs()).create(request),
    run: async (id, speed) => (await jobs()).run(id, speed),
    pause: async (id) => (await jobs()).pause(id),
    abort: async (id) => (await jobs()).abort(id),
  };
}

import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { isJsonObject, parseJson, scalar } from '../functions/shared/json/lossless.ts';
import { sqsClient } from '../functions/shared/ports/aws/sqs-client.ts';
import { type OpenedStage, stageConsoleDesk } from '../cli/stage/console-desk.ts';
import type { DeskOptions } from '../local/host/desk.ts';
import type { DeskShell } from '../local/host/desk-shell.ts';
import { sandboxApi, sandboxRoutes } from '../local/host/sandbox-routes.ts';
import { apiDocument } from '../operations/http/api-document.ts';
import { answer, invalid } from '../operations/http/answer.ts';
import { ownVersion } from '../operations/own-version.ts';
import type { JobOperations } from '../operations/jobs.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

export interface LocalStageDesk {
  readonly stage: OpenedStage;
  readonly jobs: JobOperations;
  readonly sandbox: Sandbox;
}

/** What the local API has without bundles, and a stage on AWS has not. */
const notOfStage: Readonly<Record<string, string>> = {
  snapshots: 'a stage has no snapshots of a sandbox',
};

const journalOff = 'journal.off: what becomes of an event is written down nowhere, but in the log';

/** The desk of a stage, with the sandbox of the CDP and what the command line needs to send events and follow them. */
export function localStageDesk({ stage, jobs, sandbox }: LocalStageDesk, { urls, ...keys }: DeskOptions): DeskShell {
  const shell = stageConsoleDesk(stage, jobs, keys);
  const { app } = shell;
  const { operations, context } = stage;
  app.get('/api/openapi.json', (asked) => asked.json(apiDocument(ownVersion())));
  app.get('/api/sent-events/:id', async (asked) => {
    if (context.config.journal?.off === true) return answer(asked, { problem: 'conflict', error: journalOff });
    const source = asked.req.query('source');
    return answer(asked, await operations.events.get({ id: asked.req.param('id'), ...(source && { source }) }));
  });
  app.post('/api/inlet', async (asked) => {
    const json = parseJson(await asked.req.text());
    const body = isJsonObject(json) ? scalar(json['body']) : undefined;
    if (!isJsonObject(json) || body === undefined) {
      return invalid(asked, 'the body must be {"body": "…", "attributes": {"name": "text"}}');
    }
    const given = isJsonObject(json['attributes']) ? Object.entries(json['attributes']) : [];
    const attributes = given.map(([name, value]) => {
      return [name, { DataType: 'String', StringValue: scalar(value) ?? '' }] as const;
    });
    await sqsClient().send(
      new SendMessageCommand({
        QueueUrl: context.deployed.queues.inlet,
        MessageBody: body,
        MessageAttributes: Object.fromEntries(attributes),
      }),
    );
    return asked.json({ queued: 1 }, 202);
  });
  // Whether log-ins say names is counted by the journal of one machine; the doctor asks for it.
  app.get('/api/proofs', (asked) => asked.json([]));
  for (const [name, why] of Object.entries(notOfStage)) {
    const error = `not with npm start -- --bundles: ${why}`;
    app.all(`/api/${name}`, (asked) => answer(asked, { problem: 'conflict', error }));
  }
  app.route('/api', sandboxApi(sandbox));
  app.route('/', sandboxRoutes(sandbox));
  app.get('/', async (asked) => asked.json({ name: 'guiyi', ...(await urls) }));
  return shell;
}

import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { sqsClient } from '../functions/shared/ports/aws/sqs-client.ts';
import { type OpenedStage, stageConsoleDesk } from '../cli/stage/console-desk.ts';
import type { DeskOptions } from '../local/host/desk.ts';
import type { DeskShell } from '../local/host/desk-shell.ts';
import { inletRoute, type InletMessageRequest } from '../local/host/inlet-route.ts';
import { sandboxApi, sandboxRoutes } from '../local/host/sandbox-routes.ts';
import { apiDocument } from '../operations/http/api-document.ts';
import { answer } from '../operations/http/answer.ts';
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

/** The desk of a stage, with the sandbox of the CDP and what the command line needs to send events and follow them. */
export function localStageDesk({ stage, jobs, sandbox }: LocalStageDesk, { urls, ...keys }: DeskOptions): DeskShell {
  const shell = stageConsoleDesk(stage, jobs, keys);
  const { app } = shell;
  const { operations, context } = stage;
  app.get('/api/openapi.json', (asked) => asked.json(apiDocument(ownVersion())));
  app.get('/api/sent-events/:id', async (asked) => {
    const source = asked.req.query('source');
    return answer(asked, await operations.events.get({ id: asked.req.param('id'), ...(source && { source }) }));
  });
  const toInlet = ({ body, attributes }: InletMessageRequest) =>
    sqsClient().send(
      new SendMessageCommand({
        QueueUrl: context.deployed.queues.inlet,
        MessageBody: body,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
        ),
      }),
    );
  app.route('/api', inletRoute(toInlet));
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

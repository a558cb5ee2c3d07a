import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { listenOnLoopback } from '../../sandbox/loopback.ts';

/** CodeDeploy as far as a check of a release needs it, by the documented shapes: unknown parameters are refused. */
export interface CodeDeployControlPlane {
  readonly url: string;
  /** What the hooks of a deployment have answered, in order. */
  readonly answers: readonly HookAnswer[];
  stop(): Promise<void>;
}

const HookAnswer = z.strictObject({
  deploymentId: z.string(),
  lifecycleEventHookExecutionId: z.string(),
  status: z.enum(['Succeeded', 'Failed']),
});
export type HookAnswer = z.infer<typeof HookAnswer>;

export async function startCodeDeployControlPlane(): Promise<CodeDeployControlPlane> {
  const answers: HookAnswer[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    const body: unknown = JSON.parse(await text(request));
    if (request.headers['x-amz-target'] !== 'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus') {
      return void answer(400, { __type: 'UnknownOperationException', message: 'no such operation' });
    }
    const hook = HookAnswer.safeParse(body);
    if (!hook.success)
      return void answer(400, { __type: 'InvalidLifecycleEventHookExecutionIdException', message: 'a parameter' });
    answers.push(hook.data);
    answer(200, { lifecycleEventHookExecutionId: hook.data.lifecycleEventHookExecutionId });
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const listening = await listenOnLoopback(server, 0);
  return {
    url: listening.url,
    answers,
    stop: () => listening.close(),
  };
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { listenOnLoopback } from '../../sandbox/loopback.ts';

/** Lambda's API as far as the breaker needs it, by the documented shapes: unknown parameters are refused, and a change takes a while. */
export interface LambdaControlPlane {
  readonly url: string;
  /** UUID to the mapping; one that is asked for and is not here does not exist. */
  readonly mappings: Map<string, MappingState>;
  /** The changes that were asked for, in order. */
  readonly changes: readonly object[];
  /** Functions by name. */
  readonly functions: Map<string, (event: object) => Promise<unknown>>;
  /** The change that is under way is done. */
  settle(): void;
  stop(): Promise<void>;
}

export interface MappingState {
  State: 'Enabled' | 'Disabled' | 'Enabling' | 'Disabling' | 'Updating';
  MaximumConcurrency: number;
}

const Update = z.strictObject({
  Enabled: z.optional(z.boolean()),
  ScalingConfig: z.optional(z.strictObject({ MaximumConcurrency: z.int().check(z.minimum(2), z.maximum(1000)) })),
});

export async function startLambdaControlPlane(): Promise<LambdaControlPlane> {
  const mappings = new Map<string, MappingState>();
  const functions = new Map<string, (event: object) => Promise<unknown>>();
  const changes: object[] = [];
  const answer = (response: ServerResponse, status: number, body: unknown, type?: string) => {
    const headers = { 'content-type': 'application/json', ...(type !== undefined && { 'x-amzn-errortype': type }) };
    response.writeHead(status, headers).end(JSON.stringify(body ?? null));
  };
  const view = (uuid: string, { State, MaximumConcurrency }: MappingState) => ({
    UUID: uuid,
    State,
    ScalingConfig: { MaximumConcurrency },
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await text(request);
    const [, uuid] = /^\/2015-03-31\/event-source-mappings\/([\w-]+)$/.exec(pathname) ?? [];
    const mapping = mappings.get(uuid ?? '');
    if (uuid !== undefined) {
      if (!mapping) return answer(response, 404, { message: 'no such mapping' }, 'ResourceNotFoundException');
      if (request.method === 'GET') return answer(response, 200, view(uuid, mapping));
      const update = Update.safeParse(JSON.parse(body));
      if (!update.success) return answer(response, 400, { message: 'a parameter' }, 'InvalidParameterValueException');
      if (!['Enabled', 'Disabled'].includes(mapping.State)) {
        return answer(response, 400, { message: 'the mapping is being changed' }, 'ResourceInUseException');
      }
      const { Enabled = mapping.State === 'Enabled', ScalingConfig } = update.data;
      changes.push(update.data);
      const isSwitched = Enabled !== (mapping.State === 'Enabled');
      mapping.State = isSwitched ? (Enabled ? 'Enabling' : 'Disabling') : 'Updating';
      settled.set(mapping, Enabled ? 'Enabled' : 'Disabled');
      mapping.MaximumConcurrency = ScalingConfig?.MaximumConcurrency ?? mapping.MaximumConcurrency;
      return answer(response, 202, view(uuid, mapping));
    }
    const [, named = ''] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname) ?? [];
    // By name or by ARN, with a version or an alias or without: there is one of each here.
    const [name = ''] = decodeURIComponent(named)
      .replace(/^arn:.*:function:/, '')
      .split(':');
    const invoked = functions.get(name);
    if (!invoked) return answer(response, 404, { message: 'no such function' }, 'ResourceNotFoundException');
    answer(response, 200, await invoked(JSON.parse(body) as object));
  };
  const settled = new Map<MappingState, 'Enabled' | 'Disabled'>();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const listening = await listenOnLoopback(server, 0);
  return {
    url: listening.url,
    mappings,
    changes,
    functions,
    settle() {
      for (const [mapping, state] of settled) mapping.State = state;
      settled.clear();
    },
    stop: () => listening.close(),
  };
}

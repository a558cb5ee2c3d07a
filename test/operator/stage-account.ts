import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { vi } from 'vitest';
import type { MetricSource } from '../../operations/aws/stage-metrics.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface StageAccount {
  /** Name to value. */
  readonly parameters: Map<string, string>;
  /** What CloudWatch has. */
  metrics: MetricSource | undefined;
  stop(): Promise<void>;
}

/** What a command asks of an account beside the stage's own queues and tables: its parameter and its metrics. Anything else is an error. */
export async function startStageAccount(): Promise<StageAccount> {
  const account: StageAccount = {
    parameters: new Map(),
    metrics: undefined,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    try {
      response.end(JSON.stringify(await perform(account, operation, (await json(request)) as Fields)));
    } catch (error) {
      const type = error instanceof NoSuchParameter ? 'ParameterNotFound' : 'ValidationException';
      response.writeHead(400).end(JSON.stringify({ __type: type, message: String(error) }));
    }
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const service of ['SSM', 'CLOUDWATCH']) vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, url);
  return account;
}

class NoSuchParameter extends Error {}

async function perform({ parameters, metrics }: StageAccount, operation: string, input: Fields): Promise<object> {
  if (operation === 'GetParameter') {
    const Name = String(input['Name']);
    const Value = parameters.get(Name);
    if (Value === undefined) throw new NoSuchParameter();
    return { Parameter: { Name, Value, Type: 'String' } };
  }
  if (operation !== 'GetMetricData' || !metrics) throw new Error(`${operation} is not known`);
  const { MetricDataResults = [] } = await metrics.send(
    new GetMetricDataCommand({
      ...(input as unknown as GetMetricDataCommand['input']),
      StartTime: new Date(Number(input['StartTime']) * 1000),
      EndTime: new Date(Number(input['EndTime']) * 1000),
    }),
  );
  return {
    MetricDataResults: MetricDataResults.map(({ Timestamps = [], ...result }) => ({
      ...result,
      Timestamps: Timestamps.map((at) => Number(at) / 1000),
    })),
  };
}

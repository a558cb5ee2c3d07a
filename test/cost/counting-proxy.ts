import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { journalIndexes } from '../../functions/shared/ports/journal-keys.ts';
import { listedIndexKeys } from '../../functions/shared/ports/listed-index.ts';
import { isJsonObject, type Json, parseJson, scalar } from '../../functions/shared/json/lossless.ts';

export interface Traffic {
  requests: number;
  bytes: number;
  /** DynamoDB units by table. */
  readonly read: Map<string, number>;
  readonly written: Map<string, number>;
}

export interface CountingProxy {
  readonly url: string;
  /** What went through since it was asked last. */
  take(): Traffic;
  stop(): void;
}

const WRITING = /\.(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/;

/** Passes requests on and counts them; of DynamoDB it asks what each one consumes. */
export async function countingProxy(target: string): Promise<CountingProxy> {
  let traffic = fresh();
  const to = new URL(target);
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const operation = String(incoming.headers['x-amz-target'] ?? '');
      const isDynamo = operation.startsWith('DynamoDB_');
      const sent = await buffer(incoming);
      const body = isDynamo
        ? Buffer.from(JSON.stringify({ ...JSON.parse(sent.toString()), ReturnConsumedCapacity: 'TOTAL' }))
        : sent;
      traffic.requests += 1;
      traffic.bytes += sent.length;
      const passed = send(
        {
          host: to.hostname,
          port: to.port,
          method: incoming.method,
          path: incoming.url,
          headers: { ...incoming.headers, host: to.host, 'content-length': body.length },
        },
        (response) => {
          void (async () => {
            const answer = await buffer(response);
            if (isDynamo) countUnits(traffic, operation, parseJson(sent.toString()), parseJson(answer.toString()));
            outgoing.writeHead(response.statusCode ?? 500, response.headers).end(answer);
          })();
        },
      );
      passed.on('error', () => outgoing.destroy()).end(body);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = traffic;
      traffic = fresh();
      return taken;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function fresh(): Traffic {
  return { requests: 0, bytes: 0, read: new Map(), written: new Map() };
}

/**
 * One capacity or a list of them; a write that was refused by its condition consumes as well, and dynalite does not say how much. Nor does it
 * count what a write costs in an index.
 */
function countUnits(traffic: Traffic, operation: string, request: Json, answer: Json): void {
  const into = WRITING.test(operation) ? traffic.written : traffic.read;
  const consumed = isJsonObject(answer) ? answer['ConsumedCapacity'] : undefined;
  for (const capacity of Array.isArray(consumed) ? (consumed as readonly Json[]) : [consumed]) {
    if (capacity === undefined || !isJsonObject(capacity)) continue;
    const table = scalar(capacity['TableName']) ?? '';
    const ofIndexes = into === traffic.written ? indexUnits(request) : 0;
    into.set(table, (into.get(table) ?? 0) + Number(scalar(capacity['CapacityUnits']) ?? 0) + ofIndexes);
  }
}

const partitions = [...Object.values(journalIndexes), listedIndexKeys.partition];

/** An item with the partition of an index stands there too; what the index shows of it is less than a unit's 1024 bytes. */
function indexUnits(request: Json): number {
  if (!isJsonObject(request)) return 0;
  const { Item: item, ExpressionAttributeValues: values } = request;
  const has = (of: Json | undefined, name: string) => of !== undefined && isJsonObject(of) && of[name] !== undefined;
  return partitions.filter((name) => has(item, name) || has(values, `:${name}`)).length;
}

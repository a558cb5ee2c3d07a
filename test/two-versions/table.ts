import { Agent, createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';

export type Item = Readonly<Record<string, AttributeValue>>;

/** One write that the table has taken. */
export interface Write {
  readonly how: 'PutItem' | 'UpdateItem' | 'DeleteItem';
  readonly key: string;
  /** Of a PutItem. */
  readonly item?: Item;
}

/** One more address of a table's server, which notes the writes that come by it. */
export interface Door {
  readonly url: string;
  readonly writes: readonly Write[];
  close(): void;
}

/** @param table the server's address */
export async function openDoor(table: string): Promise<Door> {
  const writes: Write[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const how = String(request.headers['x-amz-target']).split('.').at(-1);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('finish', () => {
      if (response.statusCode !== 200) return;
      const body = () => JSON.parse(Buffer.concat(chunks).toString()) as { Item?: Item; Key?: Item };
      if (how === 'PutItem') {
        const item = body().Item ?? {};
        writes.push({ how, key: item['key']?.S ?? '', item });
      } else if (how === 'UpdateItem' || how === 'DeleteItem') writes.push({ how, key: body().Key?.['key']?.S ?? '' });
    });
    const { method = 'POST', headers } = request;
    const onward = forward(table, { method, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', (error) => response.destroy(error));
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes,
    close: () => {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

/** All that stands in a table, by key. */
export async function itemsIn(TableName: string): Promise<ReadonlyMap<string, Item>> {
  const items = new Map<string, Item>();
  for await (const { Items = [] } of paginateScan({ client: new DynamoDBClient({}) }, { TableName })) {
    for (const item of Items) items.set(item['key']?.S ?? '', item);
  }
  return items;
}

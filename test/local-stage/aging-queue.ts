import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { listenOnLoopback } from '../../sandbox/loopback.ts';

interface Death {
  readonly operation: string;
  readonly at: 'request' | 'answer';
  readonly kill: () => Promise<void>;
}

/** A way to SQS on which what a test says happens. */
export interface AgingQueue {
  readonly url: string;
  /** Calls at which somebody is killed, once each: before SQS hears of it, or when it has done it and nobody has the answer. */
  readonly deaths: Death[];
  /** Deduplication ids of what was sent by this way, as SQS heard them. */
  readonly sent: string[];
  /** Receipt handles of all that was received by it. */
  readonly handles: string[];
  close(): Promise<unknown>;
}

const sending = z.looseObject({ MessageDeduplicationId: z.optional(z.string()) });
const received = z.looseObject({
  Messages: z.optional(
    z.array(
      z.looseObject({
        ReceiptHandle: z.string(),
        Attributes: z.looseObject({ SentTimestamp: z.string(), MessageDeduplicationId: z.string() }),
      }),
    ),
  ),
});

/**
 * SQS as it is a good while after a message was sent: by this way every message that nobody has sent anew is so much older.
 * @param sqs where the emulator is @param olderMs by how much
 */
export async function agingQueue(sqs: string, olderMs: number): Promise<AgingQueue> {
  const deaths: Death[] = [];
  const sent: string[] = [];
  const handles: string[] = [];
  const dies = async (operation: string, at: Death['at']): Promise<boolean> => {
    const index = deaths.findIndex((one) => one.operation === operation && one.at === at);
    const [death] = index < 0 ? [] : deaths.splice(index, 1);
    await death?.kill();
    return death !== undefined;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const body = await text(request);
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    if (await dies(operation, 'request')) return request.socket.destroy();
    const answered = await fetch(`${sqs}${request.url}`, {
      method: request.method ?? 'POST',
      headers: headers as Record<string, string>,
      body,
    });
    const content = await answered.text();
    if (operation === 'SendMessage') sent.push(sending.parse(JSON.parse(body)).MessageDeduplicationId ?? '');
    if (await dies(operation, 'answer')) return request.socket.destroy();
    const isReceived = operation === 'ReceiveMessage' && answered.ok;
    if (isReceived) handles.push(...handlesIn(content));
    response.writeHead(answered.status, { 'content-type': 'application/x-amz-json-1.0' });
    return response.end(isReceived ? aged(content, olderMs) : content);
  };
  const server = createServer((request, response) => void answer(request, response));
  const listening = await listenOnLoopback(server, 0);
  return {
    url: listening.url,
    deaths,
    sent,
    handles,
    close: () => listening.close(),
  };
}

function aged(content: string, olderMs: number): string {
  const answer = received.parse(JSON.parse(content));
  for (const { Attributes } of answer.Messages ?? []) {
    const isAnew = /-t\d+$/.test(Attributes.MessageDeduplicationId);
    if (!isAnew) Attributes.SentTimestamp = String(Number(Attributes.SentTimestamp) - olderMs);
  }
  return JSON.stringify(answer);
}

function handlesIn(content: string): readonly string[] {
  return (received.parse(JSON.parse(content)).Messages ?? []).map(({ ReceiptHandle }) => ReceiptHandle);
}

import type { SampleRequest } from '../functions/shared/sources/source.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import { type Desk, findAddress, findDesk } from './desk.ts';

/** The webhook listener, and the desk that knows what became of what it took. */
export interface WebhookEndpoint extends Desk {
  /** Posts what a platform would; answers with the HTTP status. */
  deliver(connection: string, request: SampleRequest): Promise<{ status: number; body: string }>;
}

export interface WebhookEndpointOptions {
  /** Another way to the listener, a tunnel for instance. */
  readonly url?: string;
  /** State of the `npm start` that is meant. */
  readonly data: string;
}

/** The front door that runs on this machine. @throws CommandError when none answers. */
export async function findWebhookEndpoint({ url, data }: WebhookEndpointOptions): Promise<WebhookEndpoint> {
  const desk = await findDesk(data);
  const listener = url?.replace(/\/$/, '') ?? findAddress(data).url;
  return {
    ...desk,
    async deliver(connection, { method, headers, rawQuery, body }) {
      const query = rawQuery === '' ? '' : `?${rawQuery}`;
      const init = { method, headers, ...(method === 'POST' ? { body } : {}) };
      const response = await fetch(`${listener}/webhooks/${connection}${query}`, init).catch(() => {
        throw new CommandError(
          { en: `Nothing answers at ${listener}.`, zh: `${listener} 没有应答。` },
          exitCodes.unreachable,
        );
      });
      return { status: response.status, body: await response.text() };
    },
  };
}

import { composeWebhook } from '../../functions/compose.ts';
import { describeError } from '../../functions/shared/log/log.ts';
import type { LocalJournal } from '../store/journal.ts';
import type { KeptRequest } from '../../operations/quarantine.ts';
import { lambdaContext } from './lambda-context.ts';
import { toLambdaEvent } from './lambda-event.ts';
import { recordQueued } from './report.ts';

type ReplayPorts = Omit<Parameters<typeof composeWebhook>[0], 'observe'>;

/** Sends quarantined requests through the present front door, one at a time, each as of the time when it came. */
export function openReplay({
  journal,
  ...ports
}: ReplayPorts & { readonly journal: LocalJournal }): (request: KeptRequest) => Promise<boolean> {
  let last: Promise<unknown> = Promise.resolve();

  const replay = async ({ connection, receivedTime, method, headers, rawQuery, body }: KeptRequest) => {
    const now = Date.parse(receivedTime);
    let isUnderstood = false;
    // A webhook of its own for each: it reads the secrets as they are now, whatever the time of the request before it was.
    const webhook = composeWebhook({
      ...ports,
      clock: () => now,
      observe: (envelopes, { status, reason, headers: sent }) => {
        isUnderstood = reason === undefined && status < 300;
        void recordQueued(journal, envelopes, 'webhook', sent).catch((error: unknown) =>
          ports.log({ level: 'error', at: 'local', message: 'the journal failed', error: describeError(error) }),
        );
      },
    });
    const bytes = Buffer.from(body, 'base64');
    const path = `/webhooks/${connection}`;
    const event = toLambdaEvent({ method, path, rawQuery, headers, body: bytes }, connection, now);
    await webhook(event, lambdaContext('webhook', 10));
    return isUnderstood;
  };
  return (request) => {
    const next = last.then(() => replay(request));
    last = next.catch(() => undefined);
    return next;
  };
}

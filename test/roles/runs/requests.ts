import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import type { WebhookRequest } from '../../../functions/shared/http/webhook-request.ts';
import { samplerOf } from '../../../functions/shared/sources/sampler-of.ts';
import { memberBound } from '../../kit/delivery.ts';
import { samplesOf, signedSample } from '../../kit/every-source.ts';
import type { Brand } from '../brand.ts';

export type Change = NonNullable<Parameters<typeof signedSample>[3]>['change'];

/** What the platforms of a brand send. The same sample twice is the same event. */
export function requestsOf({ config: { connections }, secrets }: Brand) {
  const samples = samplesOf(connections);
  const now = Date.now();
  const isForInletAlone = (connection: string) =>
    samplerOf(connections[connection]?.source ?? '')?.transport === 'inlet';
  return {
    samples,
    isForInletAlone,
    sample: (connection: string, event: string, change?: Change): WebhookRequest => {
      // The secret of a connection without webhooks signs nothing.
      const signing = isForInletAlone(connection) ? {} : secrets;
      const sequence = 1 + samples.findIndex((one) => one[0] === connection && one[1] === event);
      const choice = { now, sequence, ...(change && { change }) };
      return signedSample({ connections, secrets: signing }, connection, event, choice);
    },
  };
}

export type Requests = ReturnType<typeof requestsOf>;

/** An event of the brand's own system about a member. */
export function member(number: string, more: Partial<Envelope> = {}): Envelope {
  return memberBound([{ kind: 'member-no', scope: 'demo', value: number }], { id: `bound-${number}`, ...more });
}

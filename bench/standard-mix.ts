import demo from '../guiyi.config.ts';
import { samplerOf } from '../functions/shared/sources/sampler-of.ts';
import type { SamplePayload, SampleRequest } from '../functions/shared/sources/source.ts';
import demoSecrets from '../local/demo-secrets.json' with { type: 'json' };

export interface Addressed {
  readonly connection: 'shopify-demo' | 'wechat-demo' | 'miniprogram-demo';
  readonly request: SampleRequest;
}

const FIRST_MS = 1_790_000_000_000;
const NEWCOMERS = 1_000_000;

function signed(
  connection: Addressed['connection'],
  event: string,
  sequence: number,
  second: number,
  change: (payload: SamplePayload) => void = () => undefined,
): Addressed {
  const { source, options } = demo.connections[connection] ?? {};
  const sampler = samplerOf(source ?? '');
  const context = { now: FIRST_MS + second * 1000, sequence };
  const payload = sampler?.payload(event, options, context);
  if (!sampler || !payload) throw new Error(`no sample ${event}`);
  change(payload);
  return { connection, request: sampler.sign(event, payload, demoSecrets[connection], options, context) };
}

const idOf = (name: string, person: number) => `${name}${String(person).padStart(28 - name.length, '0')}`;

const push = (event: string, person: number, second: number) =>
  signed('wechat-demo', event, person, second, (payload) => (payload['FromUserName'] = idOf('oBench', person)));

/** The first order and the follow of so many people. */
export function firstEvents(people: number): readonly Addressed[] {
  return Array.from({ length: people }, (_, person) => [
    signed('shopify-demo', 'orders/paid', person, person),
    push('subscribe', person, person),
  ]).flat();
}

/**
 * The standard mix, about these people and newcomers: 15 % orders of new buyers, 25 % of known ones, 10 % changed profiles, 10 % follows and
 * their ends, 35 % clicks of known followers, 5 % log-ins that prove two identities.
 */
export function standardMix(people: number, events: number): readonly Addressed[] {
  return Array.from({ length: events }, (_, index) => {
    const second = people + index;
    // Spread over people and sorts: neither factor shares a divisor with what it goes round in.
    const known = (index * 7919) % people;
    const sort = ((index * 37) % 100) + 1;
    if (sort <= 15) return signed('shopify-demo', 'orders/paid', NEWCOMERS + index, second);
    if (sort <= 40) {
      const id = 5_830_000_000_000 + index;
      return signed('shopify-demo', 'orders/paid', known, second, (payload) =>
        Object.assign(payload, { id, admin_graphql_api_id: `gid://shopify/Order/${id}` }),
      );
    }
    if (sort <= 50)
      return signed(
        'shopify-demo',
        'customers/update',
        known,
        second,
        (payload) => (payload['first_name'] = `N${index}`),
      );
    if (sort <= 56) return push('subscribe', NEWCOMERS + index, second);
    if (sort <= 60) return push('unsubscribe', known, second);
    if (sort <= 95) return push('CLICK', known, second);
    const ids = { OpenID: idOf('oMini', index), UnionID: idOf('oUnion', index) };
    return signed('miniprogram-demo', 'user_info_modified', index, second, (payload) => Object.assign(payload, ids));
  });
}

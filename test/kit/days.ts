import type { Delivery } from '../../functions/compose.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { type SeenCustomer } from './cdp.ts';
import { HOUR } from './clock.ts';
import { type DeliveryWorld, memberBound } from './delivery.ts';
import { openId } from './wechat-ids.ts';

export const DAY = 24 * HOUR;

type Given = Parameters<typeof memberBound>[0][number] & { readonly grade?: string };

export const mobile = (value: string): Given => ({ kind: 'mobile', value });
export const email = (value: string): Given => ({ kind: 'email', value });
export const memberNo = (value: string): Given => ({ kind: 'member-no', value });
/** Of the demo's official account, or of another of its apps. */
export const openid = (name: string, app = 1): Given => ({
  kind: 'wechat-openid',
  scope: `wx00d3m000d3m0000${app}`,
  value: openId(name),
});

export interface OnDay {
  readonly name?: string;
  readonly type?: string;
  readonly subject?: string;
  readonly released?: readonly Given[];
  readonly connection?: string;
  /** Received so many days after it happened. */
  readonly lateDays?: number;
}

/** The brand's own event about somebody, so many days after the beginning. */
export function eventOn(
  world: DeliveryWorld,
  day: number,
  identities: readonly Given[],
  { name, released, lateDays = 0, connection = 'brand-demo', ...more }: OnDay = {},
): Envelope {
  const at = (days: number) => new Date(world.start + days * DAY).toISOString();
  const event = memberBound(identities, { time: at(day), receivedtime: at(day + lateDays), ...more });
  const data = {
    identities: [...identities],
    ...(name !== undefined && { name }),
    ...(released && { released: [...released] }),
  };
  const id = JSON.stringify([day, more.type, data]);
  return { ...event, id, data, connection, source: `/brand-events/${connection}` };
}

/** Delivers it, on that day or as late as it comes; again and again while it waits. */
export async function deliverOn(world: DeliveryWorld, day: number, ...rest: EventArguments): Promise<Delivery> {
  const event = eventOn(world, day, ...rest);
  world.clock.now = Math.max(world.clock.now, world.start + (day + (rest[1]?.lateDays ?? 0)) * DAY);
  return deliverThrough(world, event);
}
type EventArguments = [identities: readonly Given[], more?: OnDay];

/** Delivers an event until it no longer waits. */
export async function deliverThrough(world: DeliveryWorld, event: Envelope): Promise<Delivery> {
  for (let receiveCount = 1; ; receiveCount++) {
    const delivery = await world.deliver(event, { receiveCount });
    if (delivery.outcome.outcome !== 'waiting' || receiveCount > 50) return delivery;
    world.clock.pass(61_000);
  }
}

/** Who has an identity in the CDP. */
export function ownerOf(world: DeliveryWorld, { kind, scope, value }: Given): SeenCustomer | undefined {
  const pairs = [`${kind}=${value}`, `wechat=${scope}:${value}`, `${kind}=${scope}:${value}`];
  return world.cdp.customers().find(({ identities }) => identities.some((pair) => pairs.includes(pair)));
}

/** The cases so far, as `type count`. */
export async function casesOf(world: DeliveryWorld): Promise<readonly string[]> {
  return (await world.cases.list(100)).map(({ type, count }) => `${type} ${count}`).toSorted();
}

import type { UpsertContext } from '../../functions/deliver/context.ts';
import { deliverEvent, type Arrival } from '../../functions/deliver/deliver-event.ts';
import type { Delivery } from '../../functions/deliver/delivery.ts';
import { openLedgerSession } from '../../functions/deliver/ledger-session.ts';
import { openContext } from '../../functions/deliver/open-context.ts';
import type { DeliveryPorts } from '../../functions/deliver/ports.ts';
import { Trace } from '../../functions/deliver/trace.ts';
import { customerId, type CustomerId } from '../../functions/shared/cdp/ids.ts';
import type { CustomerChange, Upsert } from '../../functions/shared/change/customer-change.ts';
import type { Identification, Ignored } from '../../functions/shared/change/identification.ts';
import type { CustomerItem } from '../../functions/shared/change/customer-item.ts';
import { emptySubjectItem } from '../../functions/shared/change/subject-item.ts';
import { digest } from '../../functions/shared/envelope/digest.ts';
import type { Enrich } from '../../functions/shared/enrichment/enrich.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import type { IdentityItem } from '../../functions/shared/identity/identity-item.ts';
import { candidate, identityOf } from './candidates.ts';
import { DAY } from './days.ts';
import { type DeliveryWorld, deliveryWorld, type DeliveryWorldOptions, memberBound } from './delivery.ts';

export interface DirectOptions extends DeliveryWorldOptions {
  readonly direct?: Partial<DeliveryPorts>;
}

/** Events whose changes are said outright, and the delivery of one with those that follow, without a queue around it. */
export function directDelivery({ direct = {}, ...options }: DirectOptions = {}) {
  const world = deliveryWorld(options);
  const made = new Map<string, Identification | Ignored>();
  const asIs: Enrich = async (_event, identified) => ({ outcome: 'goes-on', identified, asked: [] });
  const ports: DeliveryPorts = {
    config: world.config,
    ledger: world.ledger,
    clock: world.clock.read,
    cdp: world.cdp.open(world.config, world.store),
    hashKey: async () => world.hashKey,
    cases: world.cases,
    archive: world.archive,
    identify: (event) => made.get(event.id),
    enrich: asIs,
    health: world.health,
    ...direct,
  };
  /** An event of the subject, so many days after the beginning, of which the source makes this. */
  const eventOf = (id: string, what: Identification | Ignored, day = 1, more: Partial<Envelope> = {}): Envelope => {
    const time = new Date(world.start + day * DAY).toISOString();
    const event = { ...memberBound([], { time, subject: 'ann' }), id, ...more };
    made.set(id, what);
    return event;
  };
  return {
    world,
    ports,
    eventOf,
    /** An event that asks for one upsert. Identities as `verified member-no A-1`. */
    says: (id: string, identities: readonly string[], more: Partial<Upsert> = {}, day = 1): Envelope =>
      eventOf(id, { outcome: 'changes', changes: [upsertOf(identities, more)] }, day),
    deliver: (
      event: Envelope,
      following: readonly Envelope[] = [],
      arrival: Partial<Arrival> = {},
    ): Promise<readonly [Delivery, ...Delivery[]]> =>
      deliverEvent(
        event,
        { redrive: undefined, receives: 1, until: world.clock.now + 300_000, ...arrival },
        following,
        ports,
      ),
    /** What one try of an event works on. `remembered`: the customer to whom the subject was last delivered. */
    tryOf: (
      event: Envelope,
      { subjectId, remembered }: { subjectId?: string; remembered?: string } = {},
    ): UpsertContext => {
      const { ledger, clock } = world;
      const until = clock.now + 300_000;
      const done = digest('event', event.source, event.id);
      const subject = { ...emptySubjectItem, ...(remembered !== undefined && { customer: remembered }) };
      const session = openLedgerSession({ ledger, clock: clock.read, holder: done, until });
      const trace = new Trace(event);
      const { hashKey } = world;
      const known = { event, digest: done, subjectKey: 's', subject, former: undefined, session, trace, hashKey };
      return { ...openContext(known, until, ports), subjectId };
    },
    /** What the ledger has of an identity, as `verified member-no A-1`. */
    itemOf: (text: string): IdentityItem | undefined =>
      storedAt(world, `i:${candidate(text).key}`) as IdentityItem | undefined,
    customerItem: (id: string): CustomerItem | undefined => storedAt(world, `c:${id}`) as CustomerItem | undefined,
    ownerOf: (pair: string): CustomerId | undefined =>
      customerId(world.cdp.customers().find(({ identities }) => identities.includes(pair))?.id),
  };
}

export function upsertOf(identities: readonly string[], more: Partial<Upsert> = {}): Upsert {
  return { kind: 'upsert', identities: identities.map(identityOf), profile: {}, triggers: [], ...more };
}

export function changesOf(...changes: readonly CustomerChange[]): Identification {
  return { outcome: 'changes', changes };
}

export function identitiesOf(...texts: readonly string[]): readonly Identity[] {
  return texts.map(identityOf);
}

function storedAt(world: DeliveryWorld, key: string): unknown {
  const record = world.ledger.records.get(key);
  return record && (JSON.parse(record.state) as unknown);
}

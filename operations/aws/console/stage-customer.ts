import { CdpError } from '../../../functions/shared/cdp/cdp-error.ts';
import type { CustomerDetails, HeldIdentity, ShownField } from '../../console/customer-page.ts';
import { rowOfView } from '../../console/event-details.ts';
import type { MaskedCustomer } from '../../customers.ts';
import type { EventView } from '../../event-view.ts';
import { type Objection } from '../../objection.ts';
import type { Operations } from '../../operations.ts';
import { isUnknown } from '../../why.ts';
import { AccountError } from '../account-error.ts';

/** What the journal of a stage knows of a customer; and what the CDP has, where these credentials may ask it. */
export async function stageCustomer(
  id: string,
  { events, customers }: Pick<Operations, 'events' | 'customers'>,
): Promise<CustomerDetails | Objection> {
  const [found, asked] = await Promise.all([events.why({ about: id }), askCdp(id, customers)]);
  const known = !isUnknown(found) && found.kind === 'customer' ? found.events : [];
  if (known.length === 0 && asked.customer === undefined)
    return { problem: 'not-found', error: 'nobody is known by this id' };
  return {
    id,
    ...(asked.isAsked && { isInCdp: asked.customer !== undefined }),
    identities: identitiesOf(known),
    profile: asked.customer ? profileOf(asked.customer) : [],
    groups: asked.customer?.groups ?? [],
    merges: [],
    events: known.map(rowOfView),
    cases: [],
  };
}

interface Asked {
  readonly isAsked: boolean;
  readonly customer?: MaskedCustomer;
}

async function askCdp(id: string, customers: Operations['customers']): Promise<Asked> {
  try {
    const customer = await customers.get(id);
    return { isAsked: true, ...(customer && { customer }) };
  } catch (error) {
    // Whoever looks at a stage may not have the CDP's key, or it does not answer: the page says that it was not asked.
    if (error instanceof AccountError || error instanceof CdpError) return { isAsked: false };
    throw error;
  }
}

/** The journal has masked values alone: those that look alike stand as one. What was withheld is not theirs. */
function identitiesOf(events: readonly EventView[]): HeldIdentity[] {
  const found = new Map<string, HeldIdentity>();
  for (const { id, place, source = '', connection = '', type, receivedTime = '', report } of events) {
    const keyOf = ({ kind, scope, value }: { kind: string; scope: string; value: string }) =>
      `${kind} ${scope} ${value}`;
    const withheld = new Set((report?.withheld ?? []).map(keyOf));
    for (const identity of report?.identities ?? []) {
      const key = keyOf(identity);
      if (withheld.has(key)) continue;
      const { kind, scope, value, evidence } = identity;
      const { grade, field } = evidence;
      const proof = { event: place ?? id, source, connection, type, at: receivedTime, grade, field };
      found.set(key, { key, kind, scope, value, proofs: [...(found.get(key)?.proofs ?? []), proof] });
    }
  }
  return [...found.values()];
}

/** Members that are shown elsewhere on the page, or say nothing of the person. */
const NO_FIELDS = new Set(['identityList', 'groups', 'mergedIds', 'id', 'customerId']);

function profileOf({ data }: MaskedCustomer): ShownField[] {
  return Object.entries(data).flatMap(([name, value]) =>
    NO_FIELDS.has(name) || value === null || value === ''
      ? []
      : [{ name, cdp: typeof value === 'string' ? value : JSON.stringify(value), differs: false }],
  );
}

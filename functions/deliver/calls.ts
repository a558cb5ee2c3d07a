import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { CustomerInfo } from '../shared/cdp/delivery-client.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { Candidate } from '../shared/change/candidate.ts';
import type { PlannedCall, PlannedCreate } from '../shared/change/plan.ts';
import { textHash } from '../shared/identity/keyed-hash.ts';
import type { Cdp } from './cdp.ts';
import type { CallRecord, Trace } from './trace.ts';

/** No time is left for another call: what was done is written down, and the event comes again. */
export class OutOfTime extends Error {
  readonly kind = 'out-of-time';
  readonly retryable = true;
  constructor() {
    super('the time of this try has ended');
    this.name = 'OutOfTime';
  }
}

export interface CallsOptions {
  readonly cdp: Cdp;
  readonly trace: Trace;
  /** May another call begin? One that has begun must end before the holds of the event do. */
  readonly mayCall: () => boolean;
  /** What an earlier try of this event has changed in the CDP already: it is not done again. */
  readonly madeBefore: ReadonlySet<string>;
  /** The key of the keyed hashes. */
  readonly hashKey: string;
}

/** Enough to tell a dozen effects of one event apart. */
const EFFECT_CHARACTERS = 16;

export type Calls = ReturnType<typeof openCalls>;

/** The calls to the CDP about one event, each taken down. Every method throws CdpError, and OutOfTime before a call that could not end in time. */
export function openCalls({ cdp: { client, groups }, trace, mayCall, madeBefore, hashKey }: CallsOptions) {
  const made = new Set<string>();
  const effect = (call: string, customer: CustomerId, request: unknown) =>
    textHash('made', [call, customer, JSON.stringify(request)], hashKey).slice(0, EFFECT_CHARACTERS);
  const begin = () => {
    if (!mayCall()) throw new OutOfTime();
  };
  const owners = new Map<string, Promise<CustomerId | undefined>>();
  const infos = new Map<CustomerId, Promise<CustomerInfo | undefined>>();

  const askOwner = async ({ pair }: Candidate): Promise<CustomerId | undefined> => {
    begin();
    const request = { identityList: [pair] };
    const answer = await client.getCustomerIdByIdentityList(request.identityList);
    trace.call({ call: 'getCustomerIdByIdentityList', request, answer: answer ?? null });
    return answer;
  };
  const askInfo = async (customer: CustomerId): Promise<CustomerInfo | undefined> => {
    begin();
    const answer = await client.customerInfo(customer);
    trace.call({ call: 'customerInfo', request: { customer }, answer: answer ?? null });
    return answer;
  };
  const once = <K, V>(answers: Map<K, Promise<V>>, key: K, ask: () => Promise<V>): Promise<V> => {
    const answer = answers.get(key) ?? ask();
    answers.set(key, answer);
    return answer;
  };

  return {
    /** Who has an identity; no identity is asked after twice. */
    ownerOf: (candidate: Candidate) => once(owners, candidate.key, () => askOwner(candidate)),

    /** What was answered before a hold may be different after it. */
    forget(): void {
      owners.clear();
      infos.clear();
    },

    infoOf: (customer: CustomerId) => once(infos, customer, () => askInfo(customer)),

    infoNow(customer: CustomerId): Promise<CustomerInfo | undefined> {
      infos.delete(customer);
      return this.infoOf(customer);
    },

    /** What was changed in the CDP so far by this try and those before, for the next. */
    made: (): readonly string[] => [...new Set([...madeBefore, ...made])],

    /**
     * Finds or makes a customer. `expected`: whom the look-ups of this try say that it leads to; what an earlier try has said of the
     * very same customer need not be said again.
     */
    async create({ call, request }: PlannedCreate, expected: CustomerId | undefined): Promise<CustomerId> {
      if (expected !== undefined && madeBefore.has(effect(call, expected, request))) return expected;
      begin();
      let explanation: CallRecord['explanation'];
      const answer = await client.createCustomerByIdentity(request, (reasons) => {
        explanation = reasons;
      });
      made.add(effect(call, answer, request));
      trace.call({ call, request, answer, ...(explanation && { explanation }) });
      return answer;
    },

    /** Whatever else is asked of a customer who is found. */
    async make(planned: Exclude<PlannedCall, PlannedCreate>, customer: CustomerId): Promise<void> {
      const done = effect(planned.call, customer, planned);
      if (madeBefore.has(done)) return;
      if (planned.call === 'updateCustomerAttr') {
        begin();
        const { attrName, attrValue } = planned;
        await client.updateCustomerAttr(customer, attrName, attrValue);
        made.add(done);
        trace.call({ call: planned.call, request: { attrName, attrValue }, answer: null });
        return;
      }
      const idsOf = () => Promise.all(planned.groups.map((name) => groups.idOf(name)));
      begin();
      const ids = await idsOf();
      begin();
      try {
        await client[planned.call](customer, ids);
      } catch (error) {
        if (!(error instanceof CdpError) || error.kind !== 'rejected') throw error;
        // A group may have been deleted in the CDP since its id was remembered; only another id is worth another call.
        planned.groups.forEach((name) => groups.forget(name));
        const found = await idsOf();
        if (found.every((id, index) => id === ids[index])) throw error;
        begin();
        await client[planned.call](customer, found);
      }
      made.add(done);
      trace.call({ call: planned.call, request: { groups: planned.groups }, answer: null });
    },

    /**
     * Deletes, and looks whether it is done. Q07: a deletion whose answer was lost is never sent again. One that was refused
     * because somebody else was faster is done as well.
     */
    async remove(customer: CustomerId): Promise<void> {
      begin();
      const answer = 'confirmed by customerInfo';
      try {
        await client.singleDelete(customer);
      } catch (error) {
        const mayBeGone =
          error instanceof CdpError && ['timeout', 'network', 'too-large', 'rejected'].includes(error.kind);
        if (!mayBeGone || (await client.customerInfo(customer)) !== undefined) throw error;
        trace.call({ call: 'singleDelete', request: { customer }, answer });
        return;
      }
      if ((await client.customerInfo(customer)) !== undefined) {
        throw new CdpError('unavailable', { endpoint: 'singleDelete', message: 'the customer is still there' });
      }
      trace.call({ call: 'singleDelete', request: { customer }, answer });
    },
  };
}

import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { CustomerInfo } from '../shared/cdp/delivery-client.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { CandidateIdentity } from '../shared/change/candidate.ts';
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

export type CdpCalls = ReturnType<typeof openCalls>;

/** The calls to the CDP about one event, each taken down. Every method throws CdpError, and OutOfTime before a call that could not end in time. */
export function openCalls(options: CallsOptions) {
  const begin = () => {
    if (!options.mayCall()) throw new OutOfTime();
  };
  return { ...openQuestions({ ...options, begin }), ...openChanges({ ...options, begin }) };
}

interface Calling extends CallsOptions {
  /** @throws OutOfTime where no other call may begin */
  readonly begin: () => void;
}

function openQuestions({ cdp: { client }, trace, begin }: Calling) {
  const owners = new Map<string, Promise<CustomerId | undefined>>();
  const infos = new Map<CustomerId, Promise<CustomerInfo | undefined>>();
  const askOwner = async ({ pair }: CandidateIdentity): Promise<CustomerId | undefined> => {
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
  const infoOf = (customer: CustomerId) => once(infos, customer, () => askInfo(customer));
  return {
    /** Who has an identity; no identity is asked after twice. */
    ownerOf: (candidate: CandidateIdentity) => once(owners, candidate.key, () => askOwner(candidate)),

    /** An owner of any of them; undefined: nobody has one, as far as the CDP's lists tell (`cdp.listLookUp`). */
    async ownerOfAny(candidates: readonly CandidateIdentity[]): Promise<CustomerId | undefined> {
      begin();
      const request = { identityList: candidates.map(({ pair }) => pair) };
      const answer = await client.getCustomerIdByIdentityList(request.identityList);
      trace.call({ call: 'getCustomerIdByIdentityList', request, answer: answer ?? null });
      return answer;
    },

    /** What was answered before a hold may be different after it. */
    forget(): void {
      owners.clear();
      infos.clear();
    },

    infoOf,

    /** What the CDP shows of a customer by a remembered id; undefined also where it declines: the customer may be part of another. */
    async shownOf(customer: CustomerId): Promise<CustomerInfo | undefined> {
      try {
        return await infoOf(customer);
      } catch (error) {
        if (error instanceof CdpError && error.kind === 'rejected') return undefined;
        throw error;
      }
    },

    infoNow(customer: CustomerId): Promise<CustomerInfo | undefined> {
      infos.delete(customer);
      return infoOf(customer);
    },
  };
}

type PlannedChange = Exclude<PlannedCall, PlannedCreate>;

function openChanges(calling: Calling) {
  const { cdp, trace, madeBefore, hashKey, begin } = calling;
  const made = new Set<string>();
  const effect = (call: string, customer: CustomerId, request: unknown) =>
    textHash('made', [call, customer, JSON.stringify(request)], hashKey).slice(0, EFFECT_CHARACTERS);
  return {
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
      const answer = await cdp.client.createCustomerByIdentity(request, (reasons) => {
        explanation = reasons;
      });
      made.add(effect(call, answer, request));
      trace.call({ call, request, answer, ...(explanation && { explanation }) });
      return answer;
    },

    /** Makes a customer who is in a group from the start; false where the group could not be joined with it. */
    async createIn(
      planned: PlannedCreate,
      group: string,
    ): Promise<{ readonly customer: CustomerId; readonly isIn: boolean }> {
      const groupId = await cdp.groups.idOf(group);
      try {
        const { call, request } = planned;
        const customer = await this.create({ call, request: { ...request, groupId } }, undefined);
        return { customer, isIn: true };
      } catch (error) {
        if (!(error instanceof CdpError) || error.kind !== 'rejected') throw error;
        // The group may have been deleted in the CDP since its id was remembered. If it is not that, the next call is declined too.
        cdp.groups.forget(group);
        return { customer: await this.create(planned, undefined), isIn: false };
      }
    },

    /** Whatever else is asked of a customer who is found. */
    async make(planned: PlannedChange, customer: CustomerId): Promise<void> {
      const done = effect(planned.call, customer, planned);
      if (madeBefore.has(done)) return;
      const request = await change(planned, customer, calling);
      made.add(done);
      trace.call({ call: planned.call, request, answer: null });
    },

    /** Deletes, and looks whether it is done. */
    async remove(customer: CustomerId): Promise<void> {
      begin();
      await remove(customer, cdp);
      trace.call({ call: 'singleDelete', request: { customer }, answer: 'confirmed by customerInfo' });
    },
  };
}

/** What it has asked for, as it is taken down. */
async function change(
  planned: PlannedChange,
  customer: CustomerId,
  { cdp: { client, groups }, begin }: Calling,
): Promise<object> {
  begin();
  if (planned.call === 'updateCustomerAttr') {
    const { attrName, attrValue } = planned;
    await client.updateCustomerAttr(customer, attrName, attrValue);
    return { attrName, attrValue };
  }
  const idsOf = () => Promise.all(planned.groups.map((name) => groups.idOf(name)));
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
  return { groups: planned.groups };
}

/**
 * Q07: a deletion whose answer was lost is never sent again. One that was refused because somebody else was faster is done as well.
 */
async function remove(customer: CustomerId, { client }: Cdp): Promise<void> {
  try {
    await client.singleDelete(customer);
  } catch (error) {
    const mayBeGone = error instanceof CdpError && ['timeout', 'network', 'too-large', 'rejected'].includes(error.kind);
    if (!mayBeGone || (await client.customerInfo(customer)) !== undefined) throw error;
    return;
  }
  if ((await client.customerInfo(customer)) !== undefined) {
    throw new CdpError('unavailable', { endpoint: 'singleDelete', message: 'the customer is still there' });
  }
}

import { endpoints } from '../../functions/shared/cdp/contract.ts';
import type { CreateCustomerByIdentity, IdentityPair } from '../../functions/shared/cdp/contract.ts';
import { type CustomerId, customerId } from '../../functions/shared/cdp/ids.ts';
import { digest } from '../../functions/shared/envelope/digest.ts';
import { decisionEvent } from '../decision-event.ts';
import { isObjection, type Objection } from '../objection.ts';
import type { UndoStep, UndoStepRequest } from '../undo.ts';
import type { Half, Separation } from './make-plan.ts';
import type { UndoPorts } from './undo-ports.ts';

/** What a plan has come to. */
export interface Progress {
  /** The decision, once it was sent. */
  decision?: { readonly event: string; readonly source: string };
  /** The other person, once they are a customer. */
  other?: CustomerId;
}

export interface SeparationStep extends Omit<UndoStep, 'step' | 'state'> {
  readonly run: (request: UndoStepRequest) => Promise<Objection | undefined>;
}

const WAIT_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** The steps of a separation, in their order. The decision comes first: from then on no event joins the two, whatever happens between steps. */
export function stepsOf(separation: Separation, progress: Progress, ports: UndoPorts): readonly SeparationStep[] {
  if (separation.leaves.identities.length === 0) return [];
  const decide: SeparationStep = {
    what: 'decide',
    byHand: false,
    run: (request) => runDecision(separation, progress, request, ports),
  };
  if (separation.merge) return [decide, undoMerge(separation, progress, ports)];
  const { groups } = separation.leaves;
  return [
    decide,
    release(separation, ports),
    create(separation, progress, ports),
    ...(groups.length === 0 ? [] : moveGroups(separation, progress, ports)),
  ];
}

async function runDecision(
  { customer, about, merge, leaves, plan }: Separation,
  progress: Progress,
  { by, note }: UndoStepRequest,
  { config, cases, send, clock, events }: UndoPorts,
): Promise<Objection | undefined> {
  if (!progress.decision) {
    const found = about === undefined ? undefined : await cases.get(about);
    if (found && isObjection(found)) return found;
    const [connection = ''] = Object.keys(config.connections);
    const event = decisionEvent(
      {
        case: found ?? { type: 'wrong-merge', connection, key: digest('wrong merge', customer, plan) },
        decision: 'separate',
        customers: [customer, ...(merge ? [merge.loser] : [])],
        identities: leaves.identities.flatMap(({ hashes, isContact }) => hashes.map((key) => ({ key, isContact }))),
        by,
        note,
      },
      { now: clock() },
    );
    await send(event);
    progress.decision = { event: event.id, source: event.source };
  }
  const { event: id, source } = progress.decision;
  const until = clock() + WAIT_MS;
  for (;;) {
    const event = await events.get({ id, source });
    const state = isObjection(event) ? 'queued' : event.state;
    if (state === 'done') return undefined;
    if (state === 'dead-lettered') {
      const detail = isObjection(event) ? '' : (event.detail ?? event.reason ?? '');
      return { problem: 'conflict', error: `delivery could not carry the decision out: ${detail}` };
    }
    if (clock() > until) {
      const error = `delivery has not come to the decision yet (event ${id}): is it paused? Nothing else was done; ask for the same step again`;
      return { problem: 'conflict', error };
    }
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
  }
}

function undoMerge({ merge }: Separation, progress: Progress, { sandbox }: UndoPorts): SeparationStep {
  return {
    what: 'undo-merge',
    byHand: false,
    call: 'POST /sandbox/merges/undo',
    request: { sequence: merge?.sequence ?? 0 },
    async run() {
      const done = await sandbox?.undo(merge?.sequence ?? 0);
      if (done?.ok !== true) {
        return {
          problem: 'conflict',
          error: `${done?.error ?? 'this is no sandbox'}. Plan it step by step (--step-by-step)`,
        };
      }
      const other = customerId(merge?.loser);
      if (other !== undefined) progress.other = other;
      return undefined;
    },
  };
}

function release({ customer, leaves: { identities } }: Separation, { sandbox }: UndoPorts): SeparationStep {
  const pairs = identities.map(({ pair }) => pair);
  return {
    what: 'release',
    byHand: sandbox === undefined,
    ...(sandbox && { call: 'POST /sandbox/identities/release' }),
    request: { customerId: customer, identityList: identities.map(maskedPair) },
    async run() {
      if (!sandbox) return undefined;
      const done = await sandbox.release(customer, pairs);
      return done.ok ? undefined : { problem: 'conflict', error: done.error };
    },
  };
}

function create({ customer, leaves }: Separation, progress: Progress, { cdp }: UndoPorts): SeparationStep {
  const pairs = ordered(leaves.identities).map(({ pair }) => pair);
  const request = creation(pairs, leaves.fields);
  return {
    what: 'create',
    byHand: false,
    call: callOf('createCustomerByIdentity'),
    request: {
      ...creation(ordered(leaves.identities).map(maskedPair), {}),
      ...Object.fromEntries(Object.keys(leaves.fields).map((name) => [name, '***'])),
    },
    async run() {
      for (const { pair, key, kind } of leaves.identities) {
        if ((await cdp().getCustomerIdByIdentityList([pair])) !== customer) continue;
        const error = `identity ${key} (${kind}) is still with customer ${customer}: take it from them in the CDP first`;
        return { problem: 'conflict', error };
      }
      const made = await cdp().createCustomerByIdentity(request);
      if (made === customer) {
        return { problem: 'conflict', error: `the CDP says that they are customer ${customer} still: plan anew` };
      }
      progress.other = made;
      return undefined;
    },
  };
}

function moveGroups(
  { customer, leaves: { groups } }: Separation,
  progress: Progress,
  { cdp }: UndoPorts,
): readonly SeparationStep[] {
  const ids = groups.map(({ id }) => id);
  const names = groups.map(({ name }) => name);
  return [
    {
      what: 'join-groups',
      byHand: false,
      call: callOf('customerAddGroups'),
      request: { customerId: 'the other person', customerGroupIdList: names },
      async run() {
        if (progress.other === undefined) return { problem: 'conflict', error: 'the other person is no customer yet' };
        await cdp().customerAddGroups(progress.other, ids);
        return undefined;
      },
    },
    {
      what: 'leave-groups',
      byHand: false,
      call: callOf('customerDeleteGroups'),
      request: { customerId: customer, customerGroupIdList: names },
      async run() {
        await cdp().customerDeleteGroups(customer, ids);
        return undefined;
      },
    },
  ];
}

/** Platform ids before contacts: the CDP takes the first that has an owner. */
function ordered(identities: Half['identities']): Half['identities'] {
  return identities.toSorted((one, other) => Number(one.isContact) - Number(other.isContact));
}

function creation(identityList: readonly IdentityPair[], fields: Half['fields']): CreateCustomerByIdentity {
  return {
    email: '',
    emailVerified: 0,
    gender: 0,
    ...fields,
    identityList,
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'identityFirst',
    autoMerge: false,
  };
}

function maskedPair({ pair: { identityType }, masked }: Half['identities'][number]): IdentityPair {
  return { identityType, identityValue: masked };
}

function callOf(name: keyof typeof endpoints): string {
  const { method, path } = endpoints[name];
  return `${method} ${path}`;
}

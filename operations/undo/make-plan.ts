import type { CustomerInfo } from '../../functions/shared/cdp/delivery-client.ts';
import type { IdentityPair } from '../../functions/shared/cdp/contract.ts';
import { type CustomerId, customerId, type GroupId } from '../../functions/shared/cdp/ids.ts';
import * as z from 'zod/mini';
import { digest } from '../../functions/shared/envelope/digest.ts';
import { hashesOfPair, identitiesOfPair } from '../../functions/shared/identity/keyed-hash.ts';
import { kindOf } from '../../functions/shared/identity/kinds.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { ofToday } from '../case-sides.ts';
import { isObjection, type Objection } from '../objection.ts';
import type { DividedIdentity, UndoPlan, UndoPlanRequest } from '../undo.ts';
import { divide, type Divisible, type Division, sideOfEvent, type UndoEvidence } from './divide.ts';
import type { RecordedMerge, UndoPorts } from './undo-ports.ts';

/** An identity that the CDP shows with the customer. */
export interface HalfIdentity extends Divisible {
  readonly pair: IdentityPair;
  readonly kind: string;
  readonly masked: string;
  readonly key: string;
  readonly isContact: boolean;
}

interface HeldGroup {
  readonly id: GroupId;
  readonly name: string;
}

/** What a plan is made of, with identities in clear. */
export interface Separation {
  readonly plan: string;
  readonly about: UndoPlan['case'];
  readonly customer: CustomerId;
  /** Lives again under this id where the sandbox takes its merge back. */
  readonly merge: RecordedMerge | undefined;
  /** It was to be taken back, and what has happened since contradicts that. */
  readonly mergeStands: boolean;
  readonly stays: Half;
  readonly leaves: Half;
}

export interface Half {
  readonly identities: readonly (HalfIdentity & { readonly division: Division })[];
  readonly groups: readonly HeldGroup[];
  readonly fields: CustomerInfo['fields'];
}

const KEY_LENGTH = 8;
const PLAN_LENGTH = 12;

/** Who the two people are, by what the CDP shows and what is kept of events. */
export async function separationOf(request: UndoPlanRequest, ports: UndoPorts): Promise<Separation | Objection> {
  const { cdp, sandbox } = ports;
  const meant = await customerMeant(request.about, ports);
  if (isObjection(meant)) return meant;
  const { customer } = meant;
  const info = await cdp().customerInfo(customer);
  if (!info) return { problem: 'not-found', error: `the CDP shows no customer ${customer}` };
  const identities = await heldBy(info, ports);
  const merges = (await sandbox?.mergesInto(customer)) ?? [];
  const whom = await formerOf(customer, request.from ?? meant.former, merges, info, ports);
  if (isObjection(whom)) return whom;
  const { former, evidence } = whom;
  const choice = choiceIn(request, identities);
  if (isObjection(choice)) return choice;
  const recorded = merges.findLast(({ loser }) => loser === former);
  const division = divide<HalfIdentity>({
    identities,
    customer,
    former,
    evidence,
    chosen: choice.of,
    recorded: recorded && ((one) => (wasMoved(one, recorded) ? 'leaves' : 'stays')),
  });
  const written = await writtenBy(customer, evidence, division, ports);
  const groups = await cdp().getGroupsByCustomerId(customer);
  const half = (side: Division['side']): Half => ({
    identities: identities.flatMap((one) => {
      const divided = division.get(one);
      return divided?.side === side ? [{ ...one, division: divided }] : [];
    }),
    groups: groups.filter(({ name }) => (written.groups.has(name) ? 'leaves' : 'stays') === side),
    fields: Object.fromEntries(
      Object.entries(info.fields).filter(([name, value]) => {
        const isOthers = written.fields.has(name) || namesOther(value, division);
        return !isEmpty(value) && (isOthers ? 'leaves' : 'stays') === side;
      }),
    ),
  });
  const [stays, leaves] = [half('stays'), half('leaves')];
  if (stays.identities.length === 0) {
    const error = `nothing would stay with customer ${customer}: choose with keep what is theirs`;
    return { problem: 'conflict', error };
  }
  const asked = request.stepByStep !== true && !choice.isMade ? recorded : undefined;
  const mergeStands = asked !== undefined && (await sandbox?.canUndo(asked.sequence)) !== true;
  const merge = mergeStands ? undefined : asked;
  const name = [customer, merge?.sequence ?? '', ...namesOf(leaves)];
  return {
    plan: digest('undo', ...name.map(String)).slice(0, PLAN_LENGTH),
    about: meant.case,
    customer,
    merge,
    mergeStands,
    stays,
    leaves,
  };
}

function namesOf({ identities, groups, fields }: Half): readonly string[] {
  return [...identities.map(({ hashes }) => hashes.join()), ...groups.map(({ id }) => id), ...Object.keys(fields)];
}

interface Meant {
  readonly customer: CustomerId;
  /** The id that was asked about, where it has become part of the customer. */
  readonly former?: string;
  readonly case?: string;
}

async function customerMeant(about: string, { cases, ledger }: UndoPorts): Promise<Meant | Objection> {
  const asked = customerId(about);
  if (asked !== undefined) {
    const today = customerId((await ofToday([{ id: asked, says: 'event' }], ledger))[0]?.id) ?? asked;
    return { customer: today, ...(today !== asked && { former: asked }) };
  }
  const found = await cases.get(about);
  if (isObjection(found))
    return { problem: 'not-found', error: `there is no customer and no case ${JSON.stringify(about.slice(0, 40))}` };
  if (found.decided) {
    return {
      problem: 'conflict',
      error: `the case was decided already: ${found.decided.decision}, by ${found.decided.by}`,
    };
  }
  const ids = [...new Set(found.customers.map(({ id }) => id))];
  const customer = customerId(ids[0]);
  if (customer !== undefined && ids.length === 1) return { customer, case: about };
  const error =
    ids.length === 0
      ? 'the case names no customer who is known here: say the customer'
      : `the case is about ${ids.length} customers, so they are two already: ${ids.join(', ')}`;
  return { problem: 'conflict', error };
}

async function heldBy(
  { identityList }: CustomerInfo,
  { config, hashKey }: UndoPorts,
): Promise<readonly HalfIdentity[]> {
  const key = await hashKey();
  return identityList.map((pair) => {
    const hashes = hashesOfPair(pair, config.cdp, key);
    const [identity] = identitiesOfPair(pair, config.cdp);
    const { kind, value } = identity ?? { kind: pair.identityType, value: pair.identityValue };
    return {
      pair,
      hashes,
      kind,
      masked: mask(kind, value),
      key: (hashes[0] ?? '').slice(0, KEY_LENGTH),
      isContact: kindOf(kind, config.cdp)?.contact === true,
    };
  });
}

/** Whom to separate: who has become part of the customer, by the sandbox, else by events that led to an id that is the customer's today. */
async function formerOf(
  customer: CustomerId,
  named: string | undefined,
  merges: readonly RecordedMerge[],
  { identityList: identities }: CustomerInfo,
  { evidence: read, ledger }: UndoPorts,
): Promise<{ readonly former: string | undefined; readonly evidence: readonly UndoEvidence[] } | Objection> {
  const losers = [...merges.map(({ loser }) => loser), ...(named === undefined ? [] : [named])];
  const first = await read({ customers: [customer, ...losers], identities });
  const others = [...new Set(first.flatMap(({ customers }) => customers))].filter((id) => id !== customer);
  const today = await ofToday(
    others.map((id) => ({ id, says: 'event' as const })),
    ledger,
  );
  const part = others.filter((_, index) => today[index]?.id === customer);
  const formers = [...new Set([...merges.map(({ loser }) => loser), ...part])];
  const unread = formers.filter((id) => !losers.includes(id));
  const evidence =
    unread.length === 0 ? first : await read({ customers: [customer, ...formers, ...losers], identities });
  if (named !== undefined) return { former: named, evidence };
  if (formers.length < 2) return { former: formers[0], evidence };
  return {
    problem: 'conflict',
    error: `several customers have become part of ${customer}: say with from whom to separate, ${formers.join(', ')}`,
  };
}

interface Choice {
  readonly isMade: boolean;
  readonly of: (identity: HalfIdentity) => Division['side'] | undefined;
}

function choiceIn({ move = [], keep = [] }: UndoPlanRequest, identities: readonly HalfIdentity[]): Choice | Objection {
  const unknown = [...move, ...keep].find((key) => !identities.some((one) => one.key === key));
  if (unknown !== undefined) {
    const keys = identities.map(({ key, kind }) => `${key} (${kind})`).join(', ');
    return {
      problem: 'invalid',
      error: `${JSON.stringify(unknown.slice(0, 40))} is the key of no identity of theirs: there are ${keys}`,
    };
  }
  const both = move.find((key) => keep.includes(key));
  if (both !== undefined) return { problem: 'invalid', error: `${both} cannot move and be kept` };
  return {
    isMade: move.length + keep.length > 0,
    of: ({ key }) => (move.includes(key) ? 'leaves' : keep.includes(key) ? 'stays' : undefined),
  };
}

function wasMoved({ pair }: HalfIdentity, { movedIdentities }: RecordedMerge): boolean {
  return movedIdentities.some(
    ({ identityType, identityValue }) => identityType === pair.identityType && identityValue === pair.identityValue,
  );
}

const stamps = z.record(z.string(), z.object({ e: z.string() }));
const item = z.object({ fields: stamps, groups: stamps });

/** Fields and groups that an event of the other person has written last. */
async function writtenBy(
  customer: CustomerId,
  evidence: readonly UndoEvidence[],
  division: ReadonlyMap<HalfIdentity, Division>,
  { ledger }: UndoPorts,
): Promise<Readonly<Record<'fields' | 'groups', ReadonlySet<string>>>> {
  const record = (await ledger.read([`c:${customer}`])).get(`c:${customer}`);
  const parsed = item.safeParse(JSON.parse(record?.state ?? '{}'));
  const namesOfOther = (of: Readonly<Record<string, { readonly e: string }>>) =>
    new Set(
      Object.entries(of).flatMap(([name, { e }]) => {
        const event = evidence.find((one) => one.event.startsWith(e));
        return event && sideOfEvent(event, division) === 'leaves' ? [name] : [];
      }),
    );
  const { fields = {}, groups = {} } = parsed.data ?? {};
  return { fields: namesOfOther(fields), groups: namesOfOther(groups) };
}

/** The field repeats an identity that leaves, as an openid. */
function namesOther(value: unknown, division: ReadonlyMap<HalfIdentity, Division>): boolean {
  return [...division].some(
    ([{ pair }, { side }]) =>
      side === 'leaves' && (pair.identityValue === value || pair.identityValue.endsWith(`:${String(value)}`)),
  );
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === 0 || value === undefined;
}

/** An identity as a plan shows it. */
export function dividedView({ key, kind, masked, division }: Half['identities'][number]): DividedIdentity {
  const { because, events, first } = division;
  return { key, kind, value: masked, because, events, ...(first !== undefined && { first }) };
}

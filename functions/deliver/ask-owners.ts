import type { CustomerId } from '../shared/cdp/ids.ts';
import { customerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, isPaidWith, isVerified, sortedByEvidence } from '../shared/change/candidate.ts';
import { isSamePair } from '../shared/change/relation.ts';
import type { IdentityItem } from '../shared/identity/identity-item.ts';
import type { UpsertContext } from './context.ts';

/** The item of an identity as it stood before, or as a former version knew it. */
export type ItemBefore = (candidate: CandidateIdentity) => IdentityItem;

/** Who has the identities of an event in the CDP. */
export interface Owners {
  /** By the key of an identity; undefined: nobody. */
  readonly owners: ReadonlyMap<string, CustomerId | undefined>;
  /** Of these nobody was asked: they are nobody's as far as is known. */
  readonly unasked: ReadonlySet<string>;
}

/**
 * Asks the CDP who has each identity, with as few calls as are safe.
 *
 * `customerInfo` of the remembered customer answers for everything that it shows: an identity has one owner at most, so what a customer
 * holds is nobody else's. A wrong memory shows itself in the answer: what is not there is asked after, as if nothing was remembered. The
 * id of a customer who was merged away is answered with the survivor's data or with nothing; the first call that names the identities
 * answers with the survivor's id, and memory follows it.
 *
 * A list that the CDP has no owner for says that nobody has any of them, but only where `cdp.listLookUp` says so: a tenant may answer as
 * its create chooses, and pass over an owner who holds another value of a kind of which a customer has one (Q24).
 *
 * A typed contact beside ids that are all nobody's needs no question: the second create call links it only if it is nobody's then, and the
 * look afterwards shows whether it was. An address is asked after all the same, because it would be written as a field too, and so is what
 * the person has paid with, where that leads to somebody.
 * @throws CdpError
 */
export async function askOwners(
  candidates: readonly CandidateIdentity[],
  itemBefore: ItemBefore,
  idToday: (customer: string) => string,
  { calls, config, compat }: UpsertContext,
): Promise<Owners> {
  const owners = new Map<string, CustomerId | undefined>();
  const open = new Set(candidates);
  const settle = (candidate: CandidateIdentity, owner: CustomerId | undefined) => {
    owners.set(candidate.key, owner);
    open.delete(candidate);
  };
  const takeShown = async (customer: CustomerId) => {
    const { identityList = [] } = (await calls.shownOf(customer)) ?? {};
    for (const candidate of open) {
      if (identityList.some((pair) => isSamePair(pair, candidate.pair))) settle(candidate, customer);
    }
  };
  const rememberedOf = (candidate: CandidateIdentity) => {
    const { owner } = itemBefore(candidate);
    return owner === undefined ? undefined : customerId(idToday(owner));
  };
  const askOne = async (candidate: CandidateIdentity) => settle(candidate, await calls.ownerOf(candidate));
  const isList = config.cdp.listLookUp === 'any-owner';
  const ask = async (asked: readonly CandidateIdentity[]) => {
    for (let listed = isList ? asked : []; listed.length > 1; listed = listed.filter((one) => open.has(one))) {
      const owner = await calls.ownerOfAny(listed);
      if (owner === undefined) for (const candidate of listed) settle(candidate, undefined);
      else {
        const before = open.size;
        await takeShown(owner);
        // Deleted in between, or shown otherwise than it was asked: each on its own.
        if (open.size === before) break;
      }
    }
    await Promise.all(asked.filter((one) => open.has(one)).map(askOne));
  };

  const { primary, proved, typed } = sortedByEvidence(candidates);
  const leading = primary.length + proved.length > 0 ? [...primary, ...proved] : typed;
  for (const candidate of leading) {
    const customer = open.has(candidate) ? rememberedOf(candidate) : undefined;
    if (customer !== undefined) await takeShown(customer);
  }
  const isOpen = (candidate: CandidateIdentity) => open.has(candidate);
  const isUnknown = candidates.length === open.size;
  const withList = isUnknown ? typed.filter(isEmail) : [];
  const provedToo = primary.length === 0 || (isList && isUnknown);
  await ask([...primary, ...(provedToo ? proved : []), ...withList].filter(isOpen));
  for (const customer of new Set(owners.values())) {
    if (customer !== undefined && open.size > 0) await takeShown(customer);
  }
  await ask(proved.filter(isOpen));
  const isNew = primary.length > 0 && [...owners.values()].every((owner) => owner === undefined);
  const mayWait = isNew && linksApart({ config, compat });
  const unasked = mayWait ? [...open].filter((one) => mayStayUnasked(one) && rememberedOf(one) === undefined) : [];
  await ask([...open].filter((one) => !unasked.includes(one)));
  return { owners, unasked: new Set(unasked.map(({ key }) => key)) };
}

/** Is what was typed linked by a call of its own, and known to nobody else meanwhile? */
function linksApart({ config, compat }: Pick<UpsertContext, 'config' | 'compat'>): boolean {
  return (config.cdp.merge ?? 'verified') !== 'always' && !compat.isActive;
}

/** A typed contact that is written nowhere but into the list of identities, and leads to nobody. */
function mayStayUnasked(candidate: CandidateIdentity): boolean {
  return !isVerified(candidate) && !isEmail(candidate) && !isPaidWith(candidate);
}

function isEmail({ identity }: CandidateIdentity): boolean {
  return identity.kind === 'email';
}

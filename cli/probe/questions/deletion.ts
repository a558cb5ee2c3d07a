import type { IdentityPair } from '../../../functions/shared/cdp/contract.ts';
import type { CustomerId } from '../../../functions/shared/cdp/ids.ts';
import { ask, describe, identitiesIn, infoOf, isSame, ownerOf, readId, upsertCall } from '../calls.ts';
import { type Call, type Dialogue, type Finding, found } from '../interview.ts';
import type { Marks } from '../marks.ts';
import type { Heard } from '../messages.ts';

/** Nothing more may be made: it could not be removed again. */
export class NotRemovable extends Error {
  readonly kind = 'not-removable';
  readonly retryable = false;
  constructor(message: string) {
    super(message);
    this.name = 'NotRemovable';
  }
}

/**
 * Makes the first customer and removes it before another is made: the CDP must find it by its identity, must say whose it is,
 * and must delete it.
 * @param codes of identity types; the first that takes an invented value is used
 * @throws NotRemovable
 */
export function* firstCustomer(
  marks: Marks,
  codes: readonly string[],
): Dialogue<{ readonly id: CustomerId; readonly identity: IdentityPair }> {
  const refused: string[] = [];
  for (const code of codes) {
    const identity = marks.identity(code);
    const answer = yield* ask(upsertCall([identity]));
    if (answer.kind === 'refused') refused.push(`${code}: ${describe(answer)}`);
    else {
      const id = readId('createCustomerByIdentity', answer.data);
      yield* removable(id, identity);
      return { id, identity };
    }
  }
  throw new NotRemovable(`no identity type of the configuration takes an invented value; ${refused.join('; ')}`);
}

function* removable(id: CustomerId, identity: IdentityPair): Dialogue<void> {
  const held = identitiesIn(yield* infoOf(id));
  if (held.length !== 1 || !held.every((pair) => isSame(pair, identity)))
    throw new NotRemovable('customerInfo does not list just the identity that the customer was made with');
  if ((yield* ownerOf(identity)) !== id) throw new NotRemovable('the customer is not found by its identity');
  const answer = yield* ask(deletion(id));
  if (answer.kind === 'refused') throw new NotRemovable(`singleDelete was refused: ${describe(answer)}`);
  if ((yield* ownerOf(identity)) !== undefined) throw new NotRemovable('the identity leads to the deleted customer');
}

export function deletion(customer: CustomerId): Call {
  return { endpoint: 'singleDelete', query: { customerId: customer } };
}

/** Q06: the id of a customer who was made just now. */
export function idsFinding(id: CustomerId): Finding {
  const safe = Number.isSafeInteger(Number(id));
  return found('ids', safe ? 'safe-integers' : '19-digits', `a new customer's id has ${id.length} digits`);
}

/** What becomes of a deleted customer and of its identity. */
export function* afterDeletion(
  customer: CustomerId,
  identity: IdentityPair,
  heard: Heard,
): Dialogue<readonly Finding[]> {
  const again = yield* ask(deletion(customer));
  if (again.kind === 'refused') heard.note('notFound', again.msg, customer);
  const repeated = found(
    'repeatedDelete',
    again.kind === 'data' ? 'accept' : 'refuse',
    `singleDelete for the second time: ${describe(again)}`,
  );
  const answer = yield* ask(upsertCall([identity]));
  const topic = 'deletedIdentities';
  const asked = "createCustomerByIdentity with a deleted customer's identity";
  if (answer.kind === 'refused') {
    heard.note('permanent', answer.msg, identity.identityValue, identity.identityType);
    return [repeated, found(topic, 'retain', `${asked}: ${describe(answer)}`)];
  }
  const revived = readId('createCustomerByIdentity', answer.data) === customer;
  return [
    repeated,
    found(topic, revived ? 'revive' : 'release', `${asked}: ${revived ? 'the old' : 'another'} customer's id`),
  ];
}

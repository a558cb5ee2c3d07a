import type { IdentityPair } from '../../../functions/shared/cdp/contract.ts';
import type { CustomerId } from '../../../functions/shared/cdp/ids.ts';
import { askTenant, describeAnswer, pairsIn, infoOf, isSame, ownerOf, readId, upsertCall } from '../calls.ts';
import { type ProbeCall, type Dialogue, type ProbeFinding, found } from '../interview.ts';
import type { ProbeMarks } from '../marks.ts';
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
  marks: ProbeMarks,
  codes: readonly string[],
): Dialogue<{ readonly id: CustomerId; readonly identity: IdentityPair }> {
  const refused: string[] = [];
  for (const code of codes) {
    const identity = marks.identity(code);
    const answer = yield* askTenant(upsertCall([identity]));
    if (answer.kind === 'refused') refused.push(`${code}: ${describeAnswer(answer)}`);
    else {
      const id = readId('createCustomerByIdentity', answer.data);
      yield* removable(id, identity);
      return { id, identity };
    }
  }
  throw new NotRemovable(`no identity type of the configuration takes an invented value; ${refused.join('; ')}`);
}

function* removable(id: CustomerId, identity: IdentityPair): Dialogue<void> {
  const held = pairsIn(yield* infoOf(id));
  if (held.length !== 1 || !held.every((pair) => isSame(pair, identity)))
    throw new NotRemovable('customerInfo does not list just the identity that the customer was made with');
  if ((yield* ownerOf(identity)) !== id) throw new NotRemovable('the customer is not found by its identity');
  const answer = yield* askTenant(deletionQuestion(id));
  if (answer.kind === 'refused') throw new NotRemovable(`singleDelete was refused: ${describeAnswer(answer)}`);
  if ((yield* ownerOf(identity)) !== undefined) throw new NotRemovable('the identity leads to the deleted customer');
}

export function deletionQuestion(customer: CustomerId): ProbeCall {
  return { endpoint: 'singleDelete', query: { customerId: customer } };
}

/** Q06: the id of a customer who was made just now. */
export function idsFinding(id: CustomerId): ProbeFinding {
  const safe = Number.isSafeInteger(Number(id));
  return found('ids', safe ? 'safe-integers' : '19-digits', `a new customer's id has ${id.length} digits`);
}

/** What becomes of a deleted customer and of its identity. */
export function* afterDeletion(
  customer: CustomerId,
  identity: IdentityPair,
  heard: Heard,
): Dialogue<readonly ProbeFinding[]> {
  const again = yield* askTenant(deletionQuestion(customer));
  if (again.kind === 'refused') heard.note('notFound', again.msg, customer);
  const repeated = found(
    'repeatedDelete',
    again.kind === 'data' ? 'accept' : 'refuse',
    `singleDelete for the second time: ${describeAnswer(again)}`,
  );
  const answer = yield* askTenant(upsertCall([identity]));
  const topic = 'deletedIdentities';
  const asked = "createCustomerByIdentity with a deleted customer's identity";
  if (answer.kind === 'refused') {
    heard.note('permanent', answer.msg, identity.identityValue, identity.identityType);
    return [repeated, found(topic, 'retain', `${asked}: ${describeAnswer(answer)}`)];
  }
  const revived = readId('createCustomerByIdentity', answer.data) === customer;
  return [
    repeated,
    found(topic, revived ? 'revive' : 'release', `${asked}: ${revived ? 'the old' : 'another'} customer's id`),
  ];
}

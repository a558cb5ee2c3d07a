import type { IdentityPair } from '../../../functions/shared/cdp/contract.ts';
import type { CustomerId } from '../../../functions/shared/cdp/ids.ts';
import { askTenant, pairsIn, infoOf, isSame, ownerOf, readId, upsertCall } from '../calls.ts';
import type { Localized } from '../../../functions/shared/text/localized.ts';
import { answerLine, stated } from '../evidence.ts';
import { type ProbeCall, type Dialogue, type ProbeFinding, found } from '../interview.ts';
import type { ProbeMarks } from '../marks.ts';
import type { Heard } from '../messages.ts';

/** Nothing more may be made: it could not be removed again. */
export class NotRemovable extends Error {
  readonly kind = 'not-removable';
  readonly retryable = false;
  readonly why: Localized;
  constructor(why: Localized) {
    super(why.en);
    this.why = why;
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
  const refused: Localized[] = [];
  for (const code of codes) {
    const identity = marks.identity(code);
    const answer = yield* askTenant(upsertCall([identity]));
    if (answer.kind === 'refused') refused.push(answerLine(code, answer));
    else {
      const id = readId('createCustomerByIdentity', answer.data);
      yield* removable(id, identity);
      return { id, identity };
    }
  }
  throw new NotRemovable({
    en: `no identity type of the configuration takes an invented value; ${refused.map(({ en }) => en).join('; ')}`,
    zh: `配置中没有接受虚构值的身份类型；${refused.map(({ zh }) => zh).join('；')}`,
  });
}

function* removable(id: CustomerId, identity: IdentityPair): Dialogue<void> {
  const held = pairsIn(yield* infoOf(id));
  if (held.length !== 1 || !held.every((pair) => isSame(pair, identity)))
    throw new NotRemovable({
      en: 'customerInfo does not list just the identity that the customer was made with',
      zh: 'customerInfo 列出的不只是建立客户时的那个身份',
    });
  if ((yield* ownerOf(identity)) !== id)
    throw new NotRemovable({ en: 'the customer is not found by its identity', zh: '用客户的身份查不到这个客户' });
  const answer = yield* askTenant(deletionQuestion(id));
  if (answer.kind === 'refused')
    throw new NotRemovable(answerLine({ en: 'singleDelete was refused', zh: 'singleDelete 被拒绝' }, answer));
  if ((yield* ownerOf(identity)) !== undefined)
    throw new NotRemovable({ en: 'the identity leads to the deleted customer', zh: '这个身份仍指向已删除的客户' });
}

export function deletionQuestion(customer: CustomerId): ProbeCall {
  return { endpoint: 'singleDelete', query: { customerId: customer } };
}

/** Q06: the id of a customer who was made just now. */
export function idsFinding(id: CustomerId): ProbeFinding {
  const safe = Number.isSafeInteger(Number(id));
  return found('ids', safe ? 'safe-integers' : '19-digits', {
    en: `a new customer's id has ${id.length} digits`,
    zh: `新客户的 ID 有 ${id.length} 位`,
  });
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
    answerLine({ en: 'singleDelete for the second time', zh: '第二次 singleDelete' }, again),
  );
  const answer = yield* askTenant(upsertCall([identity]));
  const topic = 'deletedIdentities';
  const asked = {
    en: "createCustomerByIdentity with a deleted customer's identity",
    zh: '用已删除客户的身份调用 createCustomerByIdentity',
  };
  if (answer.kind === 'refused') {
    heard.note('permanent', answer.msg, identity.identityValue, identity.identityType);
    return [repeated, found(topic, 'retain', answerLine(asked, answer))];
  }
  const revived = readId('createCustomerByIdentity', answer.data) === customer;
  return [
    repeated,
    found(
      topic,
      revived ? 'revive' : 'release',
      stated(
        asked,
        revived
          ? { en: "the old customer's id", zh: '原客户的 ID' }
          : { en: "another customer's id", zh: '另一个客户的 ID' },
      ),
    ),
  ];
}

import type { IdentityPair } from '../../functions/shared/cdp/contract.ts';
import type { CustomerId } from '../../functions/shared/cdp/ids.ts';
import { askTenant, has, infoOf, ownerOf, readId, upsert, upsertCall } from './calls.ts';
import { type Dialogue, Unclear } from './interview.ts';
import type { ProbeMarks } from './marks.ts';

/** A throw-away customer, as it was made. */
export interface Throwaway {
  readonly id: CustomerId;
  readonly identities: readonly IdentityPair[];
}

/** An identity type of the tenant that takes an invented value. */
export interface UsableType {
  readonly code: string;
  /** Whether a second value beside the first is kept, left out, or the reason for a refusal of the whole call. */
  readonly second: 'kept' | 'dropped' | 'refused';
  /** A customer with one value of it, or with two where a second is kept. */
  readonly first: Throwaway;
}

/** What the writing questions have to work with. */
export interface ProbeStage {
  readonly marks: ProbeMarks;
  readonly types: readonly UsableType[];
}

/** Makes a customer with one identity of each of these types. */
export function* makeCustomer({ marks }: Pick<ProbeStage, 'marks'>, ...codes: readonly string[]): Dialogue<Throwaway> {
  const identities = codes.map((code) => marks.identity(code));
  return { id: yield* upsert(identities), identities };
}

/** Which of these types can be used, and how each takes a second value. A type that is unclear is left out. */
export function* usableTypes(marks: ProbeMarks, codes: readonly string[]): Dialogue<readonly UsableType[]> {
  const usable: UsableType[] = [];
  for (const code of codes) {
    try {
      const first = yield* makeCustomer({ marks }, code);
      usable.push(yield* withSecondValue(marks, code, first));
    } catch (error) {
      if (!(error instanceof Unclear)) throw error;
    }
  }
  return usable;
}

function* withSecondValue(marks: ProbeMarks, code: string, first: Throwaway): Dialogue<UsableType> {
  const another = marks.identity(code);
  const answer = yield* askTenant(upsertCall([...first.identities, another]));
  if (answer.kind === 'refused') return { code, second: 'refused', first };
  if (readId('createCustomerByIdentity', answer.data) !== first.id)
    throw new Unclear({
      en: `a second ${code} beside the first led to another customer`,
      zh: `同一客户的第二个 ${code} 指向了另一个客户`,
    });
  if (!has(yield* infoOf(first.id), another)) return { code, second: 'dropped', first };
  return { code, second: 'kept', first: { ...first, identities: [...first.identities, another] } };
}

/** The codes of two identities that one customer can have: of two types, or twice of one. */
export function twoTypes({ types }: ProbeStage): readonly [string, string] {
  const [one, other] = types.map(({ code }) => code);
  const [twice] = types.filter(({ second }) => second === 'kept').map(({ code }) => code);
  if (one !== undefined && other !== undefined) return [one, other];
  if (twice !== undefined) return [twice, twice];
  throw new Unclear({
    en: 'asking needs two identity types, and the configuration has one that takes an invented value',
    zh: '这个问题需要两种身份类型；配置中只有一种接受虚构的值',
  });
}

/** A customer to write fields of. */
export function anyCustomer({ types }: ProbeStage): Throwaway {
  const [type] = types;
  if (type === undefined)
    throw new Unclear({ en: 'no throw-away customer could be made', zh: '没有能够建立的临时客户' });
  return type.first;
}

/** Whether the identity now leads to this customer. */
export function* belongsTo(identity: IdentityPair | undefined, customer: CustomerId): Dialogue<boolean> {
  return identity !== undefined && (yield* ownerOf(identity)) === customer;
}

import type { IdentityPair } from '../../../functions/shared/cdp/contract.ts';
import { askTenant, isNothing, readId } from '../calls.ts';
import { type Dialogue, found, type ProbeFinding, Unclear } from '../interview.ts';
import { makeCustomer, type ProbeStage } from '../stage.ts';

/**
 * Q24: does a list lead to an owner of any of its identities? Asked with somebody's identity and a value of a unique type of which they
 * hold another: an owner who is passed over there would be taken for nobody, and a second customer made.
 */
export function* listLookUp(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const topic = 'listLookUp';
  const unique = stage.types.find(({ second }) => second === 'dropped')?.code;
  const other = stage.types.map(({ code }) => code).find((code) => code !== unique);
  if (unique === undefined || other === undefined)
    throw new Unclear('asking needs two identity types, one of them unique');
  const { id, identities } = yield* makeCustomer(stage, unique, other);
  const [, owned] = identities;
  if (owned === undefined) throw new Unclear('no identity to ask for');
  const foreign = stage.marks.identity(unique);
  const answers = [yield* leadsTo([foreign, owned]), yield* leadsTo([owned, foreign])];
  const evidence = `a list with another ${unique} than its owner's: ${answers.map((answer) => (answer === id ? 'the owner' : 'nobody')).join(', then ')}`;
  if (answers.some((answer) => answer !== undefined && answer !== id)) throw new Unclear('a list led to a stranger');
  if (answers.every((answer) => answer === id)) return [found(topic, 'any-owner', evidence)];
  return [found(topic, answers.includes(id) ? 'undecided' : 'as-create', evidence)];
}

function* leadsTo(identityList: readonly IdentityPair[]) {
  const answer = yield* askTenant({ endpoint: 'getCustomerIdByIdentityList', body: { identityList } });
  // Q05: a refusal may say that there is nobody.
  if (answer.kind === 'refused' || isNothing(answer.data)) return undefined;
  return readId('getCustomerIdByIdentityList', answer.data);
}

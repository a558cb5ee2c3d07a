import type { IdentityPair } from '../../../functions/shared/cdp/contract.ts';
import { askTenant, readId } from '../calls.ts';
import { isNothing } from '../evidence.ts';
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
    throw new Unclear({
      en: 'asking needs two identity types, one of them unique',
      zh: '这个问题需要两种身份类型，其中一种是唯一的',
    });
  const { id, identities } = yield* makeCustomer(stage, unique, other);
  const [, owned] = identities;
  if (owned === undefined) throw new Unclear({ en: 'no identity to ask for', zh: '没有可以查询的身份' });
  const foreign = stage.marks.identity(unique);
  const answers = [yield* leadsTo([foreign, owned]), yield* leadsTo([owned, foreign])];
  const toOwner = answers.map((answer) => answer === id);
  const evidence = {
    en: `a list with another ${unique} than its owner's: ${toOwner.map((is) => (is ? 'the owner' : 'nobody')).join(', then ')}`,
    zh: `列表中的 ${unique} 与持有者的不同：${toOwner.map((is) => (is ? '查到持有者' : '查不到人')).join('，然后')}`,
  };
  if (answers.some((answer) => answer !== undefined && answer !== id))
    throw new Unclear({ en: 'a list led to a stranger', zh: '列表查到了不相干的人' });
  if (answers.every((answer) => answer === id)) return [found(topic, 'any-owner', evidence)];
  return [found(topic, answers.includes(id) ? 'undecided' : 'as-create', evidence)];
}

function* leadsTo(identityList: readonly IdentityPair[]) {
  const answer = yield* askTenant({ endpoint: 'getCustomerIdByIdentityList', body: { identityList } });
  // Q05: a refusal may say that there is nobody.
  if (answer.kind === 'refused' || isNothing(answer.data)) return undefined;
  return readId('getCustomerIdByIdentityList', answer.data);
}

import { isJsonObject, rawInteger, scalar } from '../../../functions/shared/json/lossless.ts';
import {
  askTenant,
  attributeCall,
  attributeIn,
  carriedOut,
  describeAnswer,
  pairsIn,
  infoOf,
  upsert,
  upsertCall,
} from '../calls.ts';
import { type ProbeCall, type Dialogue, type ProbeFinding, found, Unclear } from '../interview.ts';
import type { Heard } from '../messages.ts';
import { hasId } from './page.ts';
import { anyCustomer, makeCustomer, type ProbeStage } from '../stage.ts';

const CONTACT_FIELDS = ['email', 'emailVerified', 'gender'];

/** Q10: whether the three fields may be left out, all or one. */
export function* contactFields(stage: ProbeStage, heard: Heard): Dialogue<readonly ProbeFinding[]> {
  const topic = 'contactFields';
  const whole = upsertCall(anyCustomer(stage).identities);
  yield* carriedOut(whole);
  const all = yield* askTenant(without(whole, CONTACT_FIELDS));
  if (all.kind === 'data') return [found(topic, 'optional', `without ${CONTACT_FIELDS.join(', ')}: carried out`)];
  heard.note('permanent', all.msg);
  const missed: string[] = [];
  for (const field of CONTACT_FIELDS)
    if ((yield* askTenant(without(whole, [field]))).kind === 'refused') missed.push(field);
  const required = missed.length === CONTACT_FIELDS.length;
  return [found(topic, required ? 'required' : 'undecided', `refused without ${missed.join(', or without ')}`)];
}

function without({ body, ...call }: ProbeCall, fields: readonly string[]): ProbeCall {
  const kept = Object.entries(body ?? {}).filter(([name]) => !fields.includes(name));
  return { ...call, body: Object.fromEntries(kept) };
}

/** Q10 */
export function* zeroOverwrites(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const { id, identities } = anyCustomer(stage);
  yield* upsert(identities, { fields: { gender: 1 } });
  const before = scalar((yield* infoOf(id))['gender']);
  if (before !== '1') throw new Unclear('a gender that was written is not read again');
  yield* upsert(identities, { fields: { gender: 0 } });
  const after = scalar((yield* infoOf(id))['gender']) ?? 'nothing';
  const evidence = `gender 1, then 0 was sent: ${after} is read`;
  if (after === '1') return [found('zeroOverwrites', false, evidence)];
  return [found('zeroOverwrites', after === '0' || after === 'nothing' ? true : 'undecided', evidence)];
}

/** Q18 */
export function* sourceIsFirstTouch(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const { id, identities } = anyCustomer(stage);
  const [first, second] = [stage.marks.text(), stage.marks.text()];
  yield* upsert(identities, { fields: { source: first } });
  if (scalar((yield* infoOf(id))['source']) !== first) throw new Unclear('a source that was written is not read again');
  yield* upsert(identities, { fields: { source: second } });
  const after = scalar((yield* infoOf(id))['source']);
  const kept = after === first;
  const value = kept || after === second ? kept : 'undecided';
  return [
    found(
      'sourceIsFirstTouch',
      value,
      `of two sources sent one after the other, the ${kept ? 'first' : 'second'} is read`,
    ),
  ];
}

/** Q28 */
export function* attributeValues(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const data = yield* carriedOut(attributeCall(anyCustomer(stage).id, 'name'));
  const isList = Array.isArray(data) && data.length > 0;
  if (!isList && !(isJsonObject(data) && 'attrList' in data))
    throw new Unclear('queryAttrValuesByCustomerId answered with neither a list nor an object of attributes');
  const shape = isList ? 'list' : 'object';
  return [found('attributeValues', shape, `the data of queryAttrValuesByCustomerId is of the form ${shape}`)];
}

/** Q11: the name goes in by C2 too, or by C8 only; C9 shows it. */
export function* createTakesName(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const topic = 'createTakesName';
  const { id, identities } = anyCustomer(stage);
  const byCreate = stage.marks.text();
  yield* upsert(identities, { fields: { name: byCreate } });
  if (attributeIn(yield* carriedOut(attributeCall(id, 'name')), 'name') === byCreate)
    return [found(topic, true, 'a name sent by createCustomerByIdentity is read again')];
  const byUpdate = stage.marks.text();
  const body = { customerId: rawInteger(id), attrName: 'name', attrValue: byUpdate, isExtendAttr: false };
  yield* carriedOut({ endpoint: 'updateCustomerAttr', body });
  if (attributeIn(yield* carriedOut(attributeCall(id, 'name')), 'name') !== byUpdate)
    throw new Unclear('a name that was written is not read again');
  return [
    found(topic, false, 'a name sent by createCustomerByIdentity is lost, one by updateCustomerAttr is read again'),
  ];
}

/** Q22 */
export function* idsInInfo(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const exposed = hasId(yield* infoOf(anyCustomer(stage).id));
  return [found('exposeIds', exposed, `the data of customerInfo has ${exposed ? 'an' : 'no'} id`)];
}

/** Q17: asked of a customer of each type, for the type that a field may become can be taken there. */
export function* fieldsCreateIdentities(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const topic = 'fieldsCreateIdentities';
  const refused: string[] = [];
  if (stage.types.length === 0) throw new Unclear('no identity type is usable');
  for (const { code } of stage.types) {
    const { id, identities } = yield* makeCustomer(stage, code);
    const fields = { openId: stage.marks.text(), unionId: stage.marks.text(), appId: stage.marks.text() };
    const answer = yield* askTenant(upsertCall(identities, { fields }));
    if (answer.kind === 'refused') {
      refused.push(`${code}: ${describeAnswer(answer)}`);
      continue;
    }
    const held = pairsIn(yield* infoOf(id));
    if (
      held.some(({ identityValue }) => [fields.openId, fields.unionId].some((value) => identityValue.includes(value)))
    )
      return [found(topic, true, 'an openId or unionId that was sent as a field is an identity')];
  }
  if (refused.length > 0) throw new Unclear(`openId and unionId as fields were refused; ${refused.join('; ')}`);
  return [found(topic, false, 'neither openId nor unionId became an identity')];
}

import { isJsonObject, rawInteger, scalar } from '../../../functions/shared/json/lossless.ts';
import { askTenant, attributeCall, attributeIn, carriedOut, pairsIn, infoOf, upsert, upsertCall } from '../calls.ts';
import type { Localized } from '../../../functions/shared/text/localized.ts';
import { answerLine } from '../evidence.ts';
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
  if (all.kind === 'data')
    return [
      found(topic, 'optional', {
        en: `without ${CONTACT_FIELDS.join(', ')}: carried out`,
        zh: `不带 ${CONTACT_FIELDS.join('、')}：已执行`,
      }),
    ];
  heard.note('permanent', all.msg);
  const missed: string[] = [];
  for (const field of CONTACT_FIELDS)
    if ((yield* askTenant(without(whole, [field]))).kind === 'refused') missed.push(field);
  if (missed.length === 0)
    return [found(topic, 'undecided', { en: 'refused only without all three', zh: '三个字段都缺少时才被拒绝' })];
  const required = missed.length === CONTACT_FIELDS.length;
  return [
    found(topic, required ? 'required' : 'undecided', {
      en: `refused without ${missed.join(', or without ')}`,
      zh: `缺少其中任何一个都被拒绝：${missed.join('、')}`,
    }),
  ];
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
  if (before !== '1')
    throw new Unclear({ en: 'a gender that was written is not read again', zh: '读不到写入的 gender' });
  yield* upsert(identities, { fields: { gender: 0 } });
  const after = scalar((yield* infoOf(id))['gender']);
  const evidence = {
    en: `gender 1, then 0 was sent: ${after ?? 'nothing'} is read`,
    zh: `先发送 gender 1，再发送 0：读到 ${after ?? '空值'}`,
  };
  if (after === '1') return [found('zeroOverwrites', false, evidence)];
  return [found('zeroOverwrites', after === '0' || after === undefined ? true : 'undecided', evidence)];
}

/** Q18 */
export function* sourceIsFirstTouch(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const { id, identities } = anyCustomer(stage);
  const [first, second] = [stage.marks.text(), stage.marks.text()];
  yield* upsert(identities, { fields: { source: first } });
  if (scalar((yield* infoOf(id))['source']) !== first)
    throw new Unclear({ en: 'a source that was written is not read again', zh: '读不到写入的 source' });
  yield* upsert(identities, { fields: { source: second } });
  const after = scalar((yield* infoOf(id))['source']);
  const kept = after === first;
  const value = kept || after === second ? kept : 'undecided';
  return [
    found('sourceIsFirstTouch', value, {
      en: `of two sources sent one after the other, the ${kept ? 'first' : 'second'} is read`,
      zh: `先后发送两个 source，读到的是${kept ? '第一个' : '第二个'}`,
    }),
  ];
}

/** Q28 */
export function* attributeValues(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const data = yield* carriedOut(attributeCall(anyCustomer(stage).id, 'name'));
  const isList = Array.isArray(data) && data.length > 0;
  if (!isList && !(isJsonObject(data) && 'attrList' in data))
    throw new Unclear({
      en: 'queryAttrValuesByCustomerId answered with neither a list nor an object of attributes',
      zh: 'queryAttrValuesByCustomerId 的应答既不是列表，也不是属性对象',
    });
  const shape = isList ? 'list' : 'object';
  return [
    found('attributeValues', shape, {
      en: `the data of queryAttrValuesByCustomerId is of the form ${shape}`,
      zh: `queryAttrValuesByCustomerId 的 data 形式为 ${shape}`,
    }),
  ];
}

/** Q11: the name goes in by C2 too, or by C8 only; C9 shows it. */
export function* createTakesName(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const topic = 'createTakesName';
  const { id, identities } = anyCustomer(stage);
  const byCreate = stage.marks.text();
  yield* upsert(identities, { fields: { name: byCreate } });
  if (attributeIn(yield* carriedOut(attributeCall(id, 'name')), 'name') === byCreate)
    return [
      found(topic, true, {
        en: 'a name sent by createCustomerByIdentity is read again',
        zh: '读到了用 createCustomerByIdentity 发送的 name',
      }),
    ];
  const byUpdate = stage.marks.text();
  const body = { customerId: rawInteger(id), attrName: 'name', attrValue: byUpdate, isExtendAttr: false };
  yield* carriedOut({ endpoint: 'updateCustomerAttr', body });
  if (attributeIn(yield* carriedOut(attributeCall(id, 'name')), 'name') !== byUpdate)
    throw new Unclear({ en: 'a name that was written is not read again', zh: '读不到写入的 name' });
  return [
    found(topic, false, {
      en: 'a name sent by createCustomerByIdentity is lost, one by updateCustomerAttr is read again',
      zh: '用 createCustomerByIdentity 发送的 name 丢失，用 updateCustomerAttr 发送的能读到',
    }),
  ];
}

/** Q22 */
export function* idsInInfo(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const exposed = hasId(yield* infoOf(anyCustomer(stage).id));
  return [
    found('exposeIds', exposed, {
      en: `the data of customerInfo has ${exposed ? 'an' : 'no'} id`,
      zh: `customerInfo 的 data ${exposed ? '有' : '没有'} ID`,
    }),
  ];
}

/** Q17: asked of a customer of each type, for the type that a field may become can be taken there. */
export function* fieldsCreateIdentities(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const topic = 'fieldsCreateIdentities';
  const refused: Localized[] = [];
  if (stage.types.length === 0) throw new Unclear({ en: 'no identity type is usable', zh: '没有可用的身份类型' });
  for (const { code } of stage.types) {
    const { id, identities } = yield* makeCustomer(stage, code);
    const fields = { openId: stage.marks.text(), unionId: stage.marks.text(), appId: stage.marks.text() };
    const answer = yield* askTenant(upsertCall(identities, { fields }));
    if (answer.kind === 'refused') {
      refused.push(answerLine(code, answer));
      continue;
    }
    const held = pairsIn(yield* infoOf(id));
    if (
      held.some(({ identityValue }) => [fields.openId, fields.unionId].some((value) => identityValue.includes(value)))
    )
      return [
        found(topic, true, {
          en: 'an openId or unionId that was sent as a field is an identity',
          zh: '作为字段发送的 openId 或 unionId 成为身份',
        }),
      ];
  }
  if (refused.length > 0)
    throw new Unclear({
      en: `openId and unionId as fields were refused; ${refused.map(({ en }) => en).join('; ')}`,
      zh: `作为字段的 openId 和 unionId 被拒绝；${refused.map(({ zh }) => zh).join('；')}`,
    });
  return [
    found(topic, false, {
      en: 'neither openId nor unionId became an identity',
      zh: 'openId 和 unionId 都没有成为身份',
    }),
  ];
}

import type { IdentityPair } from '../../../functions/shared/cdp/contract.ts';
import { askTenant, has, infoOf, ownerCall, ownerOf, readId, upsertCall } from '../calls.ts';
import { answerLine, describeAnswer, stated } from '../evidence.ts';
import { type ProbeCall, type Dialogue, type ProbeFinding, found, Unclear } from '../interview.ts';
import { type Heard, patternOf } from '../messages.ts';
import { anyCustomer, makeCustomer, type ProbeStage, type UsableType } from '../stage.ts';

/**
 * Q14: asked of a lookup first, for no endpoint removes an identity type that a call has made. Only a tenant that refuses
 * the type there is asked to take it.
 */
export function* unknownIdentityType(stage: ProbeStage, heard: Heard): Dialogue<readonly ProbeFinding[]> {
  const topic = 'unknownIdentityType';
  const unknown: IdentityPair = { identityType: stage.marks.run.slice(0, 32), identityValue: stage.marks.text() };
  const known = anyCustomer(stage);
  const [type] = stage.types;
  if (type === undefined) throw new Unclear({ en: 'no identity type is usable', zh: '没有可用的身份类型' });
  const lookup = yield* askTenant(ownerCall(unknown));
  const nobodys = stage.marks.identity(type.code);
  const ordinary = yield* askTenant(ownerCall(nobodys));
  if (
    lookup.kind === 'data' ||
    (ordinary.kind === 'refused' && saysTheSame(lookup.msg, unknown, ordinary.msg, nobodys))
  )
    return [
      found(topic, 'undecided', {
        en: 'a lookup takes an unknown type; asking createCustomerByIdentity might make the type, and nothing removes one',
        zh: '查询接受未知的类型；调用 createCustomerByIdentity 可能建立这个类型，而类型无法删除',
      }),
    ];
  const answer = yield* askTenant(upsertCall([...known.identities, unknown]));
  if (answer.kind === 'data')
    throw new Unclear({
      en: 'a lookup refuses an unknown type, createCustomerByIdentity does not',
      zh: '查询拒绝未知的类型，createCustomerByIdentity 不拒绝',
    });
  heard.note('permanent', answer.msg, unknown.identityType);
  return [found(topic, 'refuse', answerLine({ en: 'an unknown identity type', zh: '未知的身份类型' }, answer))];
}

function saysTheSame(
  msg: string,
  { identityType, identityValue }: IdentityPair,
  other: string,
  pair: IdentityPair,
): boolean {
  const pattern = patternOf(msg, [identityValue, identityType]);
  return pattern === patternOf(other, [pair.identityValue, pair.identityType]) || new RegExp(pattern, 'u').test(other);
}

/** Values that stand for nobody, behind a mark that makes them this run's own. */
export function* placeholderValues(stage: ProbeStage, heard: Heard): Dialogue<readonly ProbeFinding[]> {
  const [type] = stage.types;
  if (type === undefined) throw new Unclear({ en: 'no identity type is usable', zh: '没有可用的身份类型' });
  const outcomes = new Map<string, string>();
  for (const form of ['****1', ':null']) {
    const pair = { identityType: type.code, identityValue: `${stage.marks.text()}${form}` };
    const answer = yield* askTenant(upsertCall([pair]));
    if (answer.kind === 'refused') heard.note('permanent', answer.msg, pair.identityValue);
    else if ((yield* ownerOf(pair)) !== readId('createCustomerByIdentity', answer.data))
      throw new Unclear({
        en: 'a placeholder was taken, and is nobody’s identity',
        zh: '占位值被接受，却不是任何人的身份',
      });
    outcomes.set(form, answer.kind === 'refused' ? 'refuse' : 'accept');
  }
  const list = [...outcomes].map(([form, outcome]) => `${form} ${outcome}`).join(', ');
  const evidence = { en: `values that end so: ${list}`, zh: `这样结尾的值：${list}` };
  const [first, ...others] = new Set(outcomes.values());
  const agreed = others.length === 0 && (first === 'refuse' || first === 'accept') ? first : 'undecided';
  return [found('placeholderValues', agreed, evidence)];
}

const KNOWN_MOBILE = { en: 'customerAdd with a known mobile', zh: '用已有的手机号调用 customerAdd' };

/** Q12. @param code the tenant's code of mobile numbers */
export function* addExistingMobile({ marks }: ProbeStage, code: string | undefined): Dialogue<readonly ProbeFinding[]> {
  const topic = 'addExistingMobile';
  if (code === undefined)
    throw new Unclear({ en: 'the configuration has no code for mobile', zh: '配置中没有 mobile 的代码' });
  const mobile = marks.mobile();
  if ((yield* ownerOf({ identityType: code, identityValue: mobile })) !== undefined)
    throw new Unclear({ en: 'the invented mobile number is somebody’s', zh: '虚构的手机号已属于某人' });
  const body = { name: marks.text(), mobile, mobileVerified: 0, email: '', emailVerified: 0, gender: 0 };
  const call: ProbeCall = { endpoint: 'customerAdd', body };
  const first = yield* askTenant(call);
  if (first.kind === 'refused')
    throw new Unclear(
      answerLine({ en: 'customerAdd with an invented mobile number', zh: '用虚构的手机号调用 customerAdd' }, first),
    );
  const second = yield* askTenant(call);
  if (second.kind === 'refused') return [found(topic, 'refuse', answerLine(KNOWN_MOBILE, second))];
  const same = readId('customerAdd', first.data) === readId('customerAdd', second.data);
  return [
    found(
      topic,
      same ? 'update' : 'undecided',
      stated(
        KNOWN_MOBILE,
        same
          ? { en: "the same customer's id", zh: '同一个客户的 ID' }
          : { en: "another customer's id", zh: '另一个客户的 ID' },
      ),
    ),
  ];
}

/** How a foreign number can be sent. @param code the tenant's code of mobile numbers */
export function* foreignMobile({ marks }: ProbeStage, code: string | undefined): Dialogue<readonly ProbeFinding[]> {
  const topic = 'foreignMobile';
  if (code === undefined)
    throw new Unclear({ en: 'the configuration has no code for mobile', zh: '配置中没有 mobile 的代码' });
  const plus = { identityType: code, identityValue: marks.foreignMobile() };
  const digits = { identityType: code, identityValue: plus.identityValue.slice(1) };
  if ((yield* ownerOf(plus)) !== undefined || (yield* ownerOf(digits)) !== undefined)
    throw new Unclear({ en: 'the invented foreign number is somebody’s', zh: '虚构的境外号码已属于某人' });
  const answers = { plus: yield* askTenant(upsertCall([plus])), digits: yield* askTenant(upsertCall([digits])) };
  const [plusAnswer, digitsAnswer] = [describeAnswer(answers.plus), describeAnswer(answers.digits)];
  const evidence = {
    en: `+1 202 555 01nn with the plus: ${plusAnswer.en}; as digits: ${digitsAnswer.en}`,
    zh: `+1 202 555 01nn，带加号：${plusAnswer.zh}；纯数字：${digitsAnswer.zh}`,
  };
  if (answers.plus.kind === 'refused' && answers.digits.kind === 'refused')
    return [found(topic, 'undecided', evidence)];
  if (answers.plus.kind === 'refused') return [found(topic, 'digits', evidence)];
  if (answers.digits.kind === 'refused') return [found(topic, 'plus', evidence)];
  const [one, other] = [answers.plus.data, answers.digits.data].map((data) => readId('createCustomerByIdentity', data));
  if (one === other)
    return [
      found(topic, 'digits', { en: 'with or without the plus, it is one identity', zh: '带不带加号都是同一个身份' }),
    ];
  return [
    found(topic, 'undecided', {
      en: 'with and without the plus, it is two identities: choose once',
      zh: '带加号与不带加号是两个身份：请选定一种',
    }),
  ];
}

/** A tenant that takes so many will hardly refuse one more. */
const MOST_IDENTITIES = 24;

/**
 * The most identities of one type. A type whose second value is dropped is unique, which is no cap.
 * @param taken told how many are taken, cap or not
 */
export function* maxIdentitiesPerType(
  stage: ProbeStage,
  heard: Heard,
  taken: (count: number) => void,
): Dialogue<readonly ProbeFinding[]> {
  const topic = 'maxIdentitiesPerType';
  const open = stage.types.find(({ second }) => second === 'kept');
  if (open === undefined) return [yield* oneOfEachType(stage)];
  const { code, first } = open;
  let held = first.identities.length;
  const [anchor] = first.identities;
  if (anchor === undefined) throw new Unclear({ en: 'no identity to add to', zh: '没有可以追加的身份' });
  while (held < MOST_IDENTITIES) {
    const another = stage.marks.identity(code);
    const answer = yield* askTenant(upsertCall([anchor, another]));
    if (answer.kind === 'refused') {
      heard.note('permanent', answer.msg, code, another.identityValue);
      return [
        found(
          topic,
          held,
          answerLine({ en: `${held} of ${code} are taken; one more`, zh: `接受 ${held} 个 ${code}；再加一个` }, answer),
        ),
      ];
    }
    if (!has(yield* infoOf(first.id), another))
      throw new Unclear({
        en: `after ${held} of ${code}, another is dropped`,
        zh: `有 ${held} 个 ${code} 之后，再加的被丢弃`,
      });
    held += 1;
    taken(held);
  }
  return [
    found(topic, 'undecided', {
      en: `${held} of ${code} are taken: no cap was seen`,
      zh: `接受了 ${held} 个 ${code}：没有遇到上限`,
    }),
  ];
}

/** Where a second value is refused and not dropped, as of a unique type, the cap is one. */
function* oneOfEachType(stage: ProbeStage): Dialogue<ProbeFinding> {
  const topic = 'maxIdentitiesPerType';
  const unique = stage.types.find(({ second }) => second === 'dropped');
  const capped = stage.types.find(({ second }) => second === 'refused');
  if (!unique || !capped)
    return found(topic, 'undecided', {
      en: 'only unique identity types take an invented value: of these a customer has one',
      zh: '只有唯一的身份类型接受虚构的值：这类身份每个客户只有一个',
    });
  // The same in a call that names no type twice.
  const { id, identities } = yield* makeCustomer(stage, unique.code, capped.code);
  const [anchor] = identities;
  if (anchor === undefined) throw new Unclear({ en: 'no identity to add to', zh: '没有可以追加的身份' });
  const answer = yield* askTenant(upsertCall([anchor, stage.marks.identity(capped.code)]));
  const refused = answer.kind === 'refused' && (yield* ownerOf(anchor)) === id;
  return found(topic, refused ? 1 : 'undecided', {
    en: `a second ${capped.code} is refused, a second ${unique.code} is dropped`,
    zh: `第二个 ${capped.code} 被拒绝，第二个 ${unique.code} 被丢弃`,
  });
}

/** How many values of the type a customer of the merge question may come to have. */
export function roomFor({ second }: UsableType, cap: number): number {
  return second === 'kept' ? cap : 1;
}

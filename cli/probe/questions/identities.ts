import type { IdentityPair } from '../../../functions/shared/cdp/contract.ts';
import { askTenant, describeAnswer, has, infoOf, ownerCall, ownerOf, readId, upsertCall } from '../calls.ts';
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
  if (type === undefined) throw new Unclear('no identity type is usable');
  const lookup = yield* askTenant(ownerCall(unknown));
  const nobodys = stage.marks.identity(type.code);
  const ordinary = yield* askTenant(ownerCall(nobodys));
  if (
    lookup.kind === 'data' ||
    (ordinary.kind === 'refused' && saysTheSame(lookup.msg, unknown, ordinary.msg, nobodys))
  )
    return [
      found(
        topic,
        'undecided',
        'a lookup takes an unknown type; asking createCustomerByIdentity might make the type, and nothing removes one',
      ),
    ];
  const answer = yield* askTenant(upsertCall([...known.identities, unknown]));
  if (answer.kind === 'data') throw new Unclear('a lookup refuses an unknown type, createCustomerByIdentity does not');
  heard.note('permanent', answer.msg, unknown.identityType);
  return [found(topic, 'refuse', `an unknown identity type: ${describeAnswer(answer)}`)];
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
  if (type === undefined) throw new Unclear('no identity type is usable');
  const outcomes = new Map<string, string>();
  for (const form of ['****1', ':null']) {
    const pair = { identityType: type.code, identityValue: `${stage.marks.text()}${form}` };
    const answer = yield* askTenant(upsertCall([pair]));
    if (answer.kind === 'refused') heard.note('permanent', answer.msg, pair.identityValue);
    else if ((yield* ownerOf(pair)) !== readId('createCustomerByIdentity', answer.data))
      throw new Unclear('a placeholder was taken, and is nobody’s identity');
    outcomes.set(form, answer.kind === 'refused' ? 'refuse' : 'accept');
  }
  const evidence = `values that end so: ${[...outcomes].map(([form, outcome]) => `${form} ${outcome}`).join(', ')}`;
  const [first, ...others] = new Set(outcomes.values());
  const agreed = others.length === 0 && (first === 'refuse' || first === 'accept') ? first : 'undecided';
  return [found('placeholderValues', agreed, evidence)];
}

/** Q12. @param code the tenant's code of mobile numbers */
export function* addExistingMobile({ marks }: ProbeStage, code: string | undefined): Dialogue<readonly ProbeFinding[]> {
  const topic = 'addExistingMobile';
  if (code === undefined) throw new Unclear('the configuration has no code for mobile');
  const mobile = marks.mobile();
  if ((yield* ownerOf({ identityType: code, identityValue: mobile })) !== undefined)
    throw new Unclear('the invented mobile number is somebody’s');
  const body = { name: marks.text(), mobile, mobileVerified: 0, email: '', emailVerified: 0, gender: 0 };
  const call: ProbeCall = { endpoint: 'customerAdd', body };
  const first = yield* askTenant(call);
  if (first.kind === 'refused')
    throw new Unclear(`customerAdd with an invented mobile number: ${describeAnswer(first)}`);
  const second = yield* askTenant(call);
  if (second.kind === 'refused')
    return [found(topic, 'refuse', `customerAdd with a known mobile: ${describeAnswer(second)}`)];
  const same = readId('customerAdd', first.data) === readId('customerAdd', second.data);
  return [
    found(
      topic,
      same ? 'update' : 'undecided',
      `customerAdd with a known mobile: ${same ? 'the same' : 'another'} customer's id`,
    ),
  ];
}

/** How a foreign number can be sent. @param code the tenant's code of mobile numbers */
export function* foreignMobile({ marks }: ProbeStage, code: string | undefined): Dialogue<readonly ProbeFinding[]> {
  const topic = 'foreignMobile';
  if (code === undefined) throw new Unclear('the configuration has no code for mobile');
  const plus = { identityType: code, identityValue: marks.foreignMobile() };
  const digits = { identityType: code, identityValue: plus.identityValue.slice(1) };
  if ((yield* ownerOf(plus)) !== undefined || (yield* ownerOf(digits)) !== undefined)
    throw new Unclear('the invented foreign number is somebody’s');
  const answers = { plus: yield* askTenant(upsertCall([plus])), digits: yield* askTenant(upsertCall([digits])) };
  const evidence = `+1 202 555 01nn with the plus: ${describeAnswer(answers.plus)}; as digits: ${describeAnswer(answers.digits)}`;
  if (answers.plus.kind === 'refused' && answers.digits.kind === 'refused')
    return [found(topic, 'undecided', evidence)];
  if (answers.plus.kind === 'refused') return [found(topic, 'digits', evidence)];
  if (answers.digits.kind === 'refused') return [found(topic, 'plus', evidence)];
  const [one, other] = [answers.plus.data, answers.digits.data].map((data) => readId('createCustomerByIdentity', data));
  if (one === other) return [found(topic, 'digits', 'with or without the plus, it is one identity')];
  return [found(topic, 'undecided', 'with and without the plus, it is two identities: choose once')];
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
  if (anchor === undefined) throw new Unclear('no identity to add to');
  while (held < MOST_IDENTITIES) {
    const another = stage.marks.identity(code);
    const answer = yield* askTenant(upsertCall([anchor, another]));
    if (answer.kind === 'refused') {
      heard.note('permanent', answer.msg, code, another.identityValue);
      return [found(topic, held, `${held} of ${code} are taken; one more: ${describeAnswer(answer)}`)];
    }
    if (!has(yield* infoOf(first.id), another)) throw new Unclear(`after ${held} of ${code}, another is dropped`);
    held += 1;
    taken(held);
  }
  return [found(topic, 'undecided', `${held} of ${code} are taken: no cap was seen`)];
}

/** Where a second value is refused and not dropped, as of a unique type, the cap is one. */
function* oneOfEachType(stage: ProbeStage): Dialogue<ProbeFinding> {
  const topic = 'maxIdentitiesPerType';
  const unique = stage.types.find(({ second }) => second === 'dropped');
  const capped = stage.types.find(({ second }) => second === 'refused');
  if (!unique || !capped)
    return found(topic, 'undecided', 'only unique identity types take an invented value: of these a customer has one');
  // The same in a call that names no type twice.
  const { id, identities } = yield* makeCustomer(stage, unique.code, capped.code);
  const [anchor] = identities;
  if (anchor === undefined) throw new Unclear('no identity to add to');
  const answer = yield* askTenant(upsertCall([anchor, stage.marks.identity(capped.code)]));
  const refused = answer.kind === 'refused' && (yield* ownerOf(anchor)) === id;
  return found(
    topic,
    refused ? 1 : 'undecided',
    `a second ${capped.code} is refused, a second ${unique.code} is dropped`,
  );
}

/** How many values of the type a customer of the merge question may come to have. */
export function roomFor({ second }: UsableType, cap: number): number {
  return second === 'kept' ? cap : 1;
}

import type { CustomerId } from '../../../functions/shared/cdp/ids.ts';
import { isJsonObject } from '../../../functions/shared/json/lossless.ts';
import { askTenant, has, infoCall, ownerOf, readId, refused, upsert, upsertCall } from '../calls.ts';
import { answerLine, stated, isNothing } from '../evidence.ts';
import { type ProbeCall, type Dialogue, type ProbeFinding, found, Unclear } from '../interview.ts';
import type { Heard } from '../messages.ts';
import { belongsTo, makeCustomer, type ProbeStage, type Throwaway, twoTypes } from '../stage.ts';
import { roomFor } from './identities.ts';

type Place = 'body' | 'query' | 'nowhere';

/** Q02: where autoMerge is read shows in whether two customers become one. */
export function* strategyPlace(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const byDefault = yield* merges(stage, 'nowhere', true);
  // What differs from the default shows.
  const inBody = (yield* merges(stage, 'body', !byDefault)) !== byDefault;
  const inQuery = (yield* merges(stage, 'query', !byDefault)) !== byDefault;
  const evidence = {
    en: `autoMerge takes effect in the body: ${yes(inBody).en}; in the query: ${yes(inQuery).en}; left out, customers are ${byDefault ? '' : 'not '}merged`,
    zh: `autoMerge 在 body 中生效：${yes(inBody).zh}；在 query 中生效：${yes(inQuery).zh}；不写时${byDefault ? '' : '不'}合并客户`,
  };
  const value = inBody && inQuery ? 'both' : inBody ? 'body' : inQuery ? 'query' : 'undecided';
  return [found('strategyPlace', value, evidence)];
}

const yes = (is: boolean) => (is ? { en: 'yes', zh: '是' } : { en: 'no', zh: '否' });

/** Whether two customers become one by a call about both, with autoMerge in one place. */
function* merges(stage: ProbeStage, place: Place, autoMerge: boolean): Dialogue<boolean> {
  const [one, other] = twoTypes(stage);
  const target = yield* makeCustomer(stage, one);
  const rival = yield* makeCustomer(stage, other);
  const { query = {}, body = {}, ...call } = upsertCall([...target.identities, ...rival.identities], { autoMerge });
  const id = readId('createCustomerByIdentity', yield* carried(placed(call, query, body, place)));
  if (id !== target.id && id !== rival.id)
    throw new Unclear({ en: 'a call about two customers led to a third', zh: '涉及两个客户的调用指向了第三个客户' });
  const merged = yield* belongsTo(rival.identities[0], target.id);
  const mergedOther = yield* belongsTo(target.identities[0], rival.id);
  return merged || mergedOther;
}

function placed(
  call: Omit<ProbeCall, 'query' | 'body'>,
  query: Readonly<Record<string, string>>,
  body: object,
  place: Place,
): ProbeCall {
  const fields = Object.fromEntries(Object.entries(body).filter(([name]) => !(name in query)));
  switch (place) {
    case 'body':
      return { ...call, body };
    case 'query':
      return { ...call, query, body: fields };
    case 'nowhere':
      return { ...call, body: fields };
  }
}

function* carried(call: ProbeCall) {
  const answer = yield* askTenant(call);
  if (answer.kind === 'data') return answer.data;
  throw refused(call, answer);
}

/** What an id leads to whose customer was merged into another. */
export function* mergedId(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const topic = 'mergedId';
  const { survivor, loser } = yield* mergeTwo(stage);
  const answer = yield* askTenant(infoCall(loser.id));
  if (answer.kind === 'refused') return [found(topic, 'error', answerLine(MERGED_ID, answer))];
  const [identity] = survivor.identities;
  if (identity && isJsonObject(answer.data) && has(answer.data, identity))
    return [found(topic, 'redirect', stated(MERGED_ID, { en: "the survivor's data", zh: '合并后客户的数据' }))];
  return [
    found(
      topic,
      'undecided',
      stated(
        MERGED_ID,
        isNothing(answer.data)
          ? { en: 'no data', zh: '没有数据' }
          : { en: 'data of neither', zh: '不属于这两个客户的数据' },
      ),
    ),
  ];
}

const MERGED_ID = { en: 'customerInfo of a merged id', zh: '用已并入他人的 ID 调用 customerInfo' };

function* mergeTwo(stage: ProbeStage): Dialogue<{ readonly survivor: Throwaway; readonly loser: Throwaway }> {
  const [one, other] = twoTypes(stage);
  const survivor = yield* makeCustomer(stage, one);
  const loser = yield* makeCustomer(stage, other);
  const id = yield* upsert([...survivor.identities, ...loser.identities], { autoMerge: true });
  if (id === survivor.id && (yield* belongsTo(loser.identities[0], id))) return { survivor, loser };
  if (id === loser.id && (yield* belongsTo(survivor.identities[0], id))) return { survivor: loser, loser: survivor };
  throw new Unclear({ en: 'two customers were not merged', zh: '两个客户没有合并' });
}

/** The most customers that the probe tries to merge in one call. */
const MOST_MERGES = 8;

/** How many customers one call merges. @param cap the most identities of one type, as far as they are known to be taken */
export function* maxMergesPerCall(stage: ProbeStage, heard: Heard, cap: number): Dialogue<readonly ProbeFinding[]> {
  const topic = 'maxMergesPerCall';
  const room = stage.types.flatMap((type) => Array.from({ length: roomFor(type, cap) }, () => type.code));
  const codes = room.slice(0, MOST_MERGES + 1);
  if (codes.length < 2)
    throw new Unclear({
      en: 'a customer has no room for the identities of a second one',
      zh: '一个客户容不下第二个客户的身份',
    });
  const cast: Throwaway[] = [];
  for (const code of codes) cast.push(yield* makeCustomer(stage, code));
  for (let losers = cast.length - 1; losers > 0; losers -= 1) {
    const part = cast.slice(0, losers + 1);
    const answer = yield* askTenant(
      upsertCall(
        part.flatMap(({ identities }) => identities),
        { autoMerge: true },
      ),
    );
    if (answer.kind === 'refused') {
      heard.note('permanent', answer.msg, String(losers));
      continue;
    }
    yield* allAre(part, readId('createCustomerByIdentity', answer.data));
    if (losers === cast.length - 1)
      return [
        found(topic, 'undecided', {
          en: `${losers} are merged: no cap was seen`,
          zh: `合并了 ${losers} 个：没有遇到上限`,
        }),
      ];
    return [
      found(topic, losers, {
        en: `${losers} are merged, ${losers + 1} refused`,
        zh: `合并 ${losers} 个，${losers + 1} 个被拒绝`,
      }),
    ];
  }
  throw new Unclear({ en: 'not even one customer is merged into another', zh: '一个客户也没有并入另一个' });
}

function* allAre(cast: readonly Throwaway[], id: CustomerId): Dialogue<void> {
  for (const { identities } of cast)
    if (!(yield* belongsTo(identities[0], id)))
      throw new Unclear({ en: 'a call was carried out that did not merge all', zh: '调用已执行，但没有合并全部客户' });
}

/**
 * Three types m, u and o, m and u unique: A has another m and the u, B another u and the o. For m, u and o a new customer is
 * the target, because both conflict; by what the new one holds, B may then be merged into it, though it was passed over.
 */
export function* rejectSkippedOwners(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const topic = 'rejectSkippedOwners';
  const [m, u] = stage.types.filter(({ second }) => second === 'dropped').map(({ code }) => code);
  const o = stage.types.map(({ code }) => code).find((code) => code !== m && code !== u);
  if (m === undefined || u === undefined || o === undefined)
    throw new Unclear({
      en: 'asking needs three identity types, two of them unique',
      zh: '这个问题需要三种身份类型，其中两种是唯一的',
    });
  const a = yield* makeCustomer(stage, m, u);
  const b = yield* makeCustomer(stage, u, o);
  const top = stage.marks.identity(m);
  const ofA = a.identities[1];
  const ofB = b.identities[1];
  if (!ofA || !ofB) throw new Unclear({ en: 'no identity to ask for', zh: '没有可以查询的身份' });
  const id = yield* upsert([top, ofA, ofB], { autoMerge: true });
  if (id === a.id || id === b.id || !(yield* belongsTo(top, id)) || !(yield* belongsTo(ofA, a.id)))
    throw new Unclear({
      en: 'identityFirst did not pass over the owners that conflict',
      zh: 'identityFirst 没有跳过有冲突的持有者',
    });
  const owner = yield* ownerOf(ofB);
  if (owner === id)
    return [
      found(topic, false, {
        en: 'an owner that was passed over as target is merged all the same',
        zh: '被跳过、不作为目标的持有者仍被合并',
      }),
    ];
  return [
    found(topic, owner === b.id ? true : 'undecided', {
      en: 'an owner that was passed over as target is not merged',
      zh: '被跳过、不作为目标的持有者没有被合并',
    }),
  ];
}

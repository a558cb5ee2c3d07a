import { isJsonObject, scalar } from '../../../functions/shared/json/lossless.ts';
import { answerTo, askTenant, carriedOut, listCall } from '../calls.ts';
import { answerLine } from '../evidence.ts';
import { type ProbeCall, type Dialogue, type ProbeFinding, found, Unclear } from '../interview.ts';

/** C7 about a second in which nobody was created: an answer without anybody's data. */
export function emptyPage(size: number): ProbeCall {
  const startTime = '1990-01-01 00:00:00';
  return {
    endpoint: 'customerSimpleQuery',
    query: { startTime, endTime: startTime, current: '1', size: String(size) },
  };
}

/** Q08 */
export function* contentTypeOnGet(): Dialogue<readonly ProbeFinding[]> {
  yield* carriedOut(emptyPage(1));
  const answer = yield* answerTo({ ...emptyPage(1), withoutContentType: true });
  const evidence = answerLine(
    { en: 'customerSimpleQuery without Content-Type', zh: '不带 Content-Type 的 customerSimpleQuery' },
    answer,
  );
  if (answer.kind === 'data') return [found('contentTypeOnGet', 'optional', evidence)];
  const required = answer.kind === 'status' && answer.status === 415;
  return [found('contentTypeOnGet', required ? 'required' : 'undecided', evidence)];
}

/** The most that the switch can say. */
const MOST = 100_000;

/** Q26: the largest page, by halves. All pages asked for are empty. */
export function* maxPageSize(): Dialogue<readonly ProbeFinding[]> {
  const topic = 'maxPageSize';
  if (!(yield* isTaken(1)))
    throw new Unclear({ en: 'customerSimpleQuery refuses a page of 1', zh: 'customerSimpleQuery 拒绝大小为 1 的页' });
  if (yield* isTaken(MOST + 1))
    return [
      found(topic, 'undecided', {
        en: `a page of ${MOST + 1} is taken: no limit was seen`,
        zh: `接受大小为 ${MOST + 1} 的页：没有遇到上限`,
      }),
    ];
  let taken = 1;
  let refused = MOST + 1;
  while (refused - taken > 1) {
    const middle = Math.floor((taken + refused) / 2);
    if (yield* isTaken(middle)) taken = middle;
    else refused = middle;
  }
  const groups = yield* groupPages(taken, refused);
  const evidence = {
    en: `customerSimpleQuery takes a page of ${taken} and refuses one of ${refused}; customerGroupSimpleQuery: ${groups}`,
    zh: `customerSimpleQuery 接受大小为 ${taken} 的页，拒绝 ${refused}；customerGroupSimpleQuery：${GROUPS_IN_CHINESE[groups]}`,
  };
  return [found(topic, groups === 'differ' ? 'undecided' : taken, evidence)];
}

const GROUPS_IN_CHINESE = { 'the same': '相同', differ: '不同', 'not asked': '没有询问' };

function* isTaken(size: number): Dialogue<boolean> {
  const answer = yield* askTenant(emptyPage(size));
  if (answer.kind === 'refused') return false;
  const shown = isJsonObject(answer.data) ? scalar(answer.data['size']) : undefined;
  if (shown !== undefined && shown !== String(size))
    throw new Unclear({ en: `a page of ${size} is cut to ${shown}`, zh: `大小为 ${size} 的页被减为 ${shown}` });
  return true;
}

/** Whether the list of groups, which has pages too, says the same. */
function* groupPages(taken: number, refused: number): Dialogue<'the same' | 'differ' | 'not asked'> {
  const page = (size: number): ProbeCall => ({
    endpoint: 'customerGroupSimpleQuery',
    query: { searchKey: 'guiyi-probe-no-group', current: '1', size: String(size) },
  });
  if ((yield* askTenant(page(1))).kind === 'refused') return 'not asked';
  const same = (yield* askTenant(page(taken))).kind === 'data' && (yield* askTenant(page(refused))).kind === 'refused';
  return same ? 'the same' : 'differ';
}

/** Q22: whether a record of C7 has an id. @param now Unix ms */
export function* idsInRecords(now: number): Dialogue<readonly ProbeFinding[]> {
  const day = 86_400_000;
  const query = { startTime: shanghaiTime(now - 30 * day), endTime: shanghaiTime(now + day), current: '1', size: '1' };
  const data = yield* carriedOut({ endpoint: 'customerSimpleQuery', query });
  const [record] = isJsonObject(data) ? listCall(data['records']) : [];
  if (!isJsonObject(record))
    return [
      found('exposeIds', 'undecided', {
        en: 'no customer was created within the last 30 days whose record could show it',
        zh: '最近 30 天没有新建的客户，没有可以查看的记录',
      }),
    ];
  const exposed = hasId(record);
  return [
    found('exposeIds', exposed, {
      en: `a record of customerSimpleQuery has ${exposed ? 'an' : 'no'} id`,
      zh: `customerSimpleQuery 的记录${exposed ? '有' : '没有'} ID`,
    }),
  ];
}

export function hasId(record: object): boolean {
  return 'id' in record || 'customerId' in record;
}

/** `yyyy-MM-dd HH:mm:ss` in +08:00 (Q26). */
function shanghaiTime(unixMs: number): string {
  return new Date(unixMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

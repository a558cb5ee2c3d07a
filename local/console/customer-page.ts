import { customerId, type CustomerId } from '../../functions/shared/cdp/ids.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { identityHash } from '../../functions/shared/identity/keyed-hash.ts';
import { toPair } from '../../functions/shared/identity/to-pair.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../functions/shared/json/lossless.ts';
import type { CustomerDetails, HeldIdentity, ShownField } from '../../operations/console/customer-page.ts';
import { type WholeEventView, wholeEventView } from '../host/event-view.ts';
import type { Host } from '../host/host.ts';
import { writtenBy } from '../host/subject-export.ts';
import { newestFirst } from '../host/why.ts';
import { withMerged } from '../host/merges.ts';
import type { JournalRow } from '../store/journal.ts';
import { eventRowOf } from './event-row.ts';
import { allMerges } from './merge-list.ts';
import { shownMergeOf } from './shown-merge.ts';

const LOOKED = 500;
const SHOWN = 100;
const CASES = 500;

/** What is known of a customer, masked; undefined where neither the CDP nor an event knows the id. @throws CdpError */
export async function customerPageOf(id: string, kept: Host): Promise<CustomerDetails | undefined> {
  const { journal, cdp, cases, sandbox, config } = kept;
  const named = customerId(id);
  if (named === undefined) return undefined;
  const merges = await allMerges(sandbox);
  const standing = merges.filter(({ undoneAt }) => undoneAt === null);
  const survivor = survivorOf(id, standing);
  const parts = [...withMerged(id, standing)];
  const rows = newestFirst(parts.flatMap((key) => journal.findBy({ kind: '', scope: '', key }, LOOKED)));
  const data = survivor === undefined ? await cdp.client.customerRecord(named) : undefined;
  if (rows.length === 0 && data === undefined && survivor === undefined) return undefined;
  const events = rows.slice(0, LOOKED).map(wholeEventView);
  const held = pairsIn(data);
  // Keyed: the page names an identity without saying which it is.
  const keyOf: KeyOf = (identity) => identityHash(identity, config.cdp, kept.hashKey);
  const shownRows = rows.slice(0, SHOWN);
  const ids = new Set(shownRows.map((row) => row.id));
  return {
    id,
    ...(survivor !== undefined && { survivor }),
    isInCdp: data !== undefined,
    identities: identitiesOf(events, held, config.cdp, keyOf),
    profile: data === undefined ? [] : profileOf(data, writtenBy(events.flatMap(({ report }) => report ?? []))),
    groups: data === undefined ? [] : await groupNames(named, kept),
    merges: merges
      .filter((merge) => parts.includes(merge.loser) || parts.includes(merge.survivor))
      .map((merge) => shownMergeOf(merge, rows, keyOf)),
    events: shownRows.map((row: JournalRow) => eventRowOf(row, kept.steps)),
    cases: (await cases.list(CASES)).flatMap(({ type, connection, key, examples }) => {
      const seen = examples.find(({ event }) => ids.has(event));
      return seen ? [{ type, connection, key, example: seen.example }] : [];
    }),
  };
}

function survivorOf(id: string, merges: readonly { readonly loser: string; readonly survivor: string }[]) {
  return merges.findLast(({ loser }) => loser === id)?.survivor;
}

async function groupNames(id: CustomerId, { cdp }: Host): Promise<string[]> {
  return (await cdp.client.getGroupsByCustomerId(id)).map(({ name }) => name);
}

/** As the CDP writes them: type and value. */
function pairsIn(data: JsonObject | undefined): ReadonlySet<string> {
  const list = data?.['identityList'];
  if (!Array.isArray(list)) return new Set();
  return new Set(
    list.flatMap((pair: Json) =>
      isJsonObject(pair) ? `${scalar(pair['identityType']) ?? ''} ${scalar(pair['identityValue']) ?? ''}` : [],
    ),
  );
}

type Named = Pick<Identity, 'kind' | 'scope' | 'value'>;

type KeyOf = (identity: Named) => string;

function identitiesOf(
  events: readonly WholeEventView[],
  held: ReadonlySet<string>,
  cdp: Host['config']['cdp'],
  keyOf: KeyOf,
): HeldIdentity[] {
  const byKey = new Map<string, HeldIdentity>();
  const left = new Set(held);
  for (const { id, source, connection, type, receivedTime, report } of events) {
    const notLinked = new Set((report?.withheld ?? []).map(keyOf));
    for (const identity of report?.identities ?? []) {
      const key = keyOf(identity);
      const pair = toPair(identity, cdp.identityTypes, cdp.foreignMobile);
      const name = pair && `${pair.identityType} ${pair.identityValue}`;
      const inCdp = name !== undefined && held.has(name);
      if (name !== undefined) left.delete(name);
      // What was withheld from this customer is not theirs, unless the CDP says so.
      if (notLinked.has(key) && !inCdp) continue;
      const { kind, scope, value, evidence } = identity;
      const known = byKey.get(key);
      const proof = {
        event: id,
        source,
        connection,
        type,
        at: receivedTime,
        grade: evidence.grade,
        field: evidence.field,
      };
      byKey.set(key, { key, kind, scope, value: mask(kind, value), inCdp, proofs: [...(known?.proofs ?? []), proof] });
    }
  }
  // Held by the CDP, and given by no event that is kept: by another writer, or before.
  const unexplained = [...left].map((pair) => {
    const [kind = '', ...rest] = pair.split(' ');
    const value = rest.join(' ');
    const bare = value.slice(value.indexOf(':') + 1);
    return {
      key: keyOf({ kind, scope: '', value }),
      kind,
      scope: '',
      value: mask(kind, bare),
      inCdp: true,
      proofs: [],
    };
  });
  return [...byKey.values(), ...unexplained];
}

/** Members that are shown elsewhere on the page, or say nothing of the person. */
const NO_FIELDS = new Set(['identityList', 'extendAttrList', 'groups', 'mergedIds', 'id', 'customerId']);

function profileOf(data: JsonObject, written: Readonly<Record<string, Json>>): ShownField[] {
  const names = new Set([...Object.keys(data), ...Object.keys(written)].filter((name) => !NO_FIELDS.has(name)));
  return [...names].toSorted().flatMap((name) => {
    const inCdp = textOf(data[name]);
    const ours = textOf(written[name]);
    if (inCdp === undefined && ours === undefined) return [];
    return {
      name,
      ...(inCdp !== undefined && { cdp: mask('', inCdp) }),
      ...(ours !== undefined && { written: mask('', ours) }),
      differs: inCdp !== undefined && ours !== undefined && inCdp !== ours,
    };
  });
}

function textOf(json: Json | undefined): string | undefined {
  const text = json === undefined ? undefined : scalar(json);
  return text === '' ? undefined : text;
}

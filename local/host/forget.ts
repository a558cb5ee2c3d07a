import * as z from 'zod/mini';
import type { Delivery } from '../../functions/compose.ts';
import { decisionData, decisionSource } from '../../functions/shared/cases/decision.ts';
import { archivedDataKey } from '../../functions/shared/envelope/codec.ts';
import { digest } from '../../functions/shared/envelope/digest.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { isJsonObject, type Json, parseJson } from '../../functions/shared/json/lossless.ts';
import type { Archive } from '../../functions/shared/ports/ports.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { openIdentifiers } from '../../functions/shared/sources/open-identifiers.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { maskFields } from '../../operations/mask-fields.ts';
import { openNamesPerson } from '../operations/names-person.ts';
import type { LocalJournal, JournalRow } from '../store/journal.ts';
import { maskedEventView } from './event-view.ts';
import { type Merge, withMerged } from './merges.ts';

export interface Forgetting {
  readonly config: GuiyiConfig;
  readonly journal: LocalJournal;
  readonly archive: Archive;
  readonly merges: () => Promise<readonly Merge[]>;
  /** Removes the dead letters of these events. */
  readonly dropLetters: (events: readonly Pick<JournalRow, 'source' | 'id'>[]) => Promise<void>;
  /** Removes what nobody has understood and a value of the person stands in. */
  readonly dropUnread: (person: readonly Person[]) => Promise<void>;
}

/** What was forgotten: nothing, of this one event, or somebody in whatever is kept. */
export type Forgotten = 'nothing' | 'event' | 'person';

/** What is looked at of a delivery. */
export type ForgettingDelivery = Pick<Delivery, 'outcome' | 'identities' | 'customers' | 'discarded' | 'isErasing'> & {
  readonly calls: readonly Pick<Delivery['calls'][number], 'call'>[];
};

/** Who is forgotten, and where; decided before anything is changed, so that it can be done again to its end. Positions in the journal. */
export interface Whom {
  readonly person: readonly Person[];
  /** Their events: what happened is all that stays. */
  readonly own: readonly number[];
  /** Events of others, in which they stand too. */
  readonly others: readonly number[];
}

type Person = Pick<Identity, 'kind' | 'scope' | 'value'>;

const ALL = 1_000_000;
const receipt = z.object({ customers: z.array(z.string()) });

export interface Forget {
  /** Is something to be forgotten after this delivery? */
  isDue(event: Envelope, delivery: ForgettingDelivery): boolean;
  /**
   * Of an erased person's events the outcome stays and nothing else; in events of others their values are masked. An event that was not
   * used because of an erase is forgotten too: it came after. It may end in the middle and be done again.
   * @param known whom an earlier try has decided on
   * @param decide is told whom, before anything is changed
   */
  run(
    event: Envelope,
    delivery: ForgettingDelivery,
    known: Whom | undefined,
    decide: (whom: Whom) => void,
  ): Promise<Forgotten>;
}

export function openForgetting(forgetting: Forgetting): Forget {
  const { config, journal } = forgetting;
  const identify = openIdentifiers(config, identifiers);

  const erasedBy = (event: Envelope): readonly Person[] => {
    const identified = identify(event);
    return identified?.outcome === 'changes'
      ? identified.changes.flatMap((change) => (change.kind === 'erase' ? change.identities : []))
      : [];
  };
  const isErase = (event: Envelope, { outcome, calls, customers, isErasing = false }: ForgettingDelivery): boolean => {
    const hasDeleted = calls.some(({ call }) => call === 'singleDelete');
    // Whoever has a customer after the event was not erased by it.
    if (outcome.outcome !== 'done' || (customers.length > 0 && !hasDeleted)) return false;
    return hasDeleted || isErasing || erasedBy(event).length > 0;
  };

  return {
    isDue: (event, delivery) =>
      suppressedFields(delivery).length > 0 || isSuppressed(delivery) || isErase(event, delivery),

    async run(event, delivery, known, decide) {
      const masked = await forgetSuppressed(event, delivery, forgetting);
      if (isSuppressed(delivery)) {
        await forgetRows(journal.find(event.id, event.source), forgetting);
        return 'event';
      }
      if (!isErase(event, delivery)) return masked;
      const whom = known ?? (await whomOf(event, [...erasedBy(event), ...delivery.identities], forgetting));
      if (!known) decide(whom);
      await forgetPerson(whom, forgetting);
      return 'person';
    },
  };
}

function isSuppressed({ outcome }: ForgettingDelivery): boolean {
  return outcome.outcome === 'ignored' && outcome.reason === 'suppressed';
}

function suppressedFields({ discarded }: ForgettingDelivery): readonly string[] {
  return discarded.filter(({ reason }) => reason === 'suppressed').map(({ field }) => field);
}

/** Contacts of an erased person in the event of somebody who is not. */
async function forgetSuppressed(
  event: Envelope,
  delivery: ForgettingDelivery,
  { journal }: Forgetting,
): Promise<Forgotten> {
  const fields = suppressedFields(delivery);
  if (fields.length === 0) return 'nothing';
  const gone = delivery.identities.filter(({ evidence }) => fields.includes(evidence.field));
  for (const row of journal.find(event.id, event.source)) {
    await journal.rewrite(withoutPerson(row, gone, fields), keysOf(gone));
  }
  return 'event';
}

/** With the data that the archive holds for an event too large for a queue, unless its message is still to be read. */
async function forgetRows(rows: readonly JournalRow[], { journal, archive }: Forgetting): Promise<void> {
  await journal.forget(rows.map(({ position }) => position));
  const ended = rows.filter(({ state }) => state !== 'queued' && state !== 'later');
  for (const { source, id } of ended) await archive.remove(archivedDataKey(source, id));
}

async function whomOf(
  event: Envelope,
  named: readonly Person[],
  { journal, archive, merges }: Forgetting,
): Promise<Whom> {
  const customers = await customersOf(event, archive);
  const all = await merges();
  const parts = new Set(customers.flatMap((customer) => [...withMerged(customer, all)]));
  const built = [...parts].flatMap((key) => journal.findBy({ kind: '', scope: '', key }, ALL));
  const person: readonly Person[] = [...named, ...built.flatMap(linkedBy)].map(({ kind, scope, value }) => ({
    kind,
    scope,
    value,
  }));
  const touched = unique(
    person.flatMap(({ kind, scope, value: key }) => journal.findBy({ kind, scope, key }, ALL)),
  ).filter(({ position }) => !built.some((row) => row.position === position));
  const beside = person.flatMap((one) => discardedIn(one, journal));
  const positions = (rows: readonly JournalRow[]) => unique(rows).map(({ position }) => position);
  const own = [
    ...journal.find(event.id, event.source),
    ...built,
    ...touched.filter((row) => !leadsToAnother(row, parts)),
  ];
  return {
    person,
    own: positions(own),
    others: positions([...touched, ...beside].filter((row) => !own.some(({ position }) => position === row.position))),
  };
}

/** Events in which the value became no identity, as the phone of a receiver does: they are known by its masked form alone, so it is looked for. */
function discardedIn(one: Person, journal: LocalJournal): readonly JournalRow[] {
  const names = openNamesPerson([one]);
  return journal
    .findBy({ kind: one.kind, key: mask(one.kind, one.value) }, ALL)
    .filter(({ envelope }) => envelope !== undefined && names(envelope));
}

/** Where values of the person stand in the event that became no identity, in whatever spelling. */
function fieldsOfDiscarded(row: JournalRow, person: readonly Person[]): readonly string[] {
  const { refusals = [] } = maskedEventView(row).report ?? {};
  return refusals
    .filter(({ kind, masked }) => person.some((one) => kind === one.kind && masked === mask(kind, one.value)))
    .map(({ field }) => field);
}

async function forgetPerson({ person, own, others }: Whom, forgetting: Forgetting): Promise<void> {
  const { journal, dropLetters, dropUnread } = forgetting;
  const rows = journal.at(own);
  await dropLetters(rows);
  await forgetRows(rows, forgetting);
  await dropUnread(person);
  for (const row of journal.at(others)) {
    // What has changed hands is theirs.
    const theirs = linkedBy(row);
    const gone = person.filter((one) => !theirs.some((other) => isSame(one, other)));
    await journal.rewrite(withoutPerson(row, gone, fieldsOfDiscarded(row, gone)), keysOf(gone));
  }
}

/** Of whom a receipt says that they were deleted. */
async function customersOf(event: Envelope, archive: Archive): Promise<readonly string[]> {
  const bytes = await archive.get(`receipts/${receiptOf(event)}.json`);
  const parsed = bytes && receipt.safeParse(parseJson(Buffer.from(bytes).toString()));
  return parsed?.success ? parsed.data.customers : [];
}

/** Of a request that a person has decided it is the request's. */
function receiptOf({ source, id, connection, data }: Envelope): string {
  const decided = source === decisionSource(connection) ? decisionData.safeParse(data).data : undefined;
  return decided?.case.key ?? digest(source, id);
}

/** The identities that an event gave to its own customer: what was withheld is somebody else's. */
function linkedBy(row: JournalRow): readonly Person[] {
  const { identities = [], withheld = [] } = maskedEventView(row).report ?? {};
  return identities.filter((one) => !withheld.some((other) => isSame(one, other)));
}

function isSame(one: Person, other: Person): boolean {
  return one.kind === other.kind && one.scope === other.scope && one.value === other.value;
}

function leadsToAnother(row: JournalRow, parts: ReadonlySet<string>): boolean {
  return maskedEventView(row).report?.customers.some((customer) => !parts.has(customer)) === true;
}

/** An event of somebody else in which the person stands too. */
function withoutPerson(row: JournalRow, person: readonly Person[], fields: readonly string[] = []): JournalRow {
  const values = [...new Set(person.map(({ value }) => value))];
  const masked = (json: Json, named: readonly string[] = []) => maskFields(json, { fields: named, values });
  const maskedEnvelope = (text: string) => {
    const json = parseJson(text);
    if (!isJsonObject(json)) return text;
    const { data = null, ...head } = json;
    return JSON.stringify({ ...head, data: masked(data, fields), ...subjectOf(masked(head)) });
  };
  const { envelope, report, detail: _detail, ...rest } = row;
  return {
    ...rest,
    ...(envelope !== undefined && { envelope: maskedEnvelope(envelope) }),
    ...(report !== undefined && { report: JSON.stringify(masked(parseJson(report))) }),
  };
}

/** Of an envelope's head the subject alone names a person. */
function subjectOf(head: Json): { readonly subject?: Json } {
  return isJsonObject(head) && head['subject'] !== undefined ? { subject: head['subject'] } : {};
}

function keysOf(person: readonly Person[]) {
  return person.map(({ kind, scope, value: key }) => ({ kind, scope, key }));
}

function unique(rows: readonly JournalRow[]): readonly JournalRow[] {
  return [...new Map(rows.map((row) => [row.position, row])).values()];
}

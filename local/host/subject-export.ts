import { customerId, type CustomerId } from '../../functions/shared/cdp/ids.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import { toPair } from '../../functions/shared/identity/to-pair.ts';
import type { DiscardReason } from '../../functions/shared/identity/discarded-value.ts';
import { isJsonObject, type Json, type JsonObject } from '../../functions/shared/json/lossless.ts';
import type { JournalRow } from '../store/journal.ts';
import { maskFields } from '../../operations/mask-fields.ts';
import { maskedEventView, wholeEventView } from './event-view.ts';
import type { Host } from './host.ts';
import type { DeliveryReport } from './report.ts';
import { mergesOf, withMerged } from './merges.ts';
import { newestFirst } from './why.ts';

/** What the CDP and this machine hold of one person. */
export interface SubjectExport {
  readonly subject: Pick<Identity, 'kind' | 'scope' | 'value'>;
  /** Null when the CDP knows nobody by this identity. */
  readonly customer: {
    readonly id: string;
    readonly data: JsonObject;
    /** What was written and the CDP does not show, by field; the newest event counts. */
    readonly written: Readonly<Record<string, Json>>;
    readonly groups: readonly string[];
  } | null;
  readonly events: readonly ExportedEvent[];
}

interface ExportedEvent {
  readonly id: string;
  readonly connection: string;
  readonly type: string;
  readonly receivedTime: string;
  readonly state: string;
  readonly time?: Json;
  readonly data?: Json;
}

const ALL = 1_000_000;

/**
 * Of the events only those that built this customer, and those that proved this identity and led to nobody: whose phone
 * was typed into somebody else's order has no part in that order. @throws CdpError
 */
export async function exportSubject(
  subject: SubjectExport['subject'],
  { cdp, journal, sandbox, config }: Host,
): Promise<SubjectExport> {
  const identity: Identity = { ...subject, evidence: { grade: 'verified', field: 'export' } };
  const pair = toPair(identity, config.cdp.identityTypes, config.cdp.foreignMobile);
  const found = pair && (await cdp.client.getCustomerIdByIdentityList([pair]));
  const data = found && (await cdp.client.customerRecord(found));

  const { kind, scope, value: key } = subject;
  const proved = journal.findBy({ kind, scope, key }, ALL).filter((row) => provesAlone(row, subject));
  const parts = found ? [...withMerged(found, await mergesOf(sandbox))] : [];
  const built = parts.flatMap((part) => journal.findBy({ kind: '', scope: '', key: part }, ALL));
  const events = newestFirst([...built, ...proved]);
  const written = writtenBy(events.flatMap((row) => maskedEventView(row).report ?? []));
  const customer = found && data ? { id: found, data, written, groups: await groupsOf(found, cdp.client) } : null;
  return { subject, customer, events: events.map(exported) };
}

/** Fields of profiles and attributes that we wrote, of the newest report that has them. @param reports the newest first */
export function writtenBy(reports: readonly DeliveryReport[]): Readonly<Record<string, Json>> {
  const written: Record<string, Json> = {};
  for (const { calls } of reports) {
    for (const { request } of calls.toReversed()) {
      for (const [name, value] of fieldsIn(request)) written[name] ??= value;
    }
  }
  return written;
}

/** How a call was made, and not what it wrote. */
const NO_FIELDS = new Set([
  'autoMerge',
  'customer',
  'groups',
  'identityList',
  'identityPriorityStrategy',
  'targetCustomerStrategy',
]);

function fieldsIn(request: unknown): readonly (readonly [string, Json])[] {
  if (!isJsonObject(request)) return [];
  const { attrName, attrValue, ...profile } = request;
  if (typeof attrName === 'string') return attrValue === undefined ? [] : [[attrName, attrValue]];
  // An empty text and a zero stand where nothing is known.
  return Object.entries(profile).filter(([name, value]) => !NO_FIELDS.has(name) && value !== '' && value !== 0);
}

/** Where an event says something of somebody else: the parcel's receiver, an employee, whoever has a contact that was only typed. */
function thirdPartyFields(report: DeliveryReport | undefined): readonly string[] {
  const ofOthers = (report?.refusals ?? []).filter(({ reason }) => OTHERS.has(reason)).map(({ field }) => field);
  const withheld = (report?.withheld ?? []).filter(({ because }) => because !== 'customer-has-another');
  return [
    ...ofOthers,
    ...ofOthers.flatMap((field) => recordOf(field)),
    ...withheld.map(({ evidence }) => evidence.field),
  ];
}

const OTHERS: ReadonlySet<string> = new Set<DiscardReason>(['receiver', 'staff', 'shop', 'shared', 'suppressed']);

/** The record that a receiver's phone stands in is the receiver's: name and street too. */
function recordOf(field: string): readonly string[] {
  const end = Math.max(field.lastIndexOf('.'), 0);
  const record = field.slice(0, end);
  return /ship|deliver|receiv|consignee|recipient|address/i.test(record) ? [record] : [];
}

async function groupsOf(customer: CustomerId, client: Host['cdp']['client']): Promise<readonly string[]> {
  return (await client.getGroupsByCustomerId(customer)).map(({ name }) => name);
}

function provesAlone(row: JournalRow, { kind, scope, value }: SubjectExport['subject']): boolean {
  const { report } = wholeEventView(row);
  return (
    report !== undefined &&
    report.customers.every((customer) => customerId(customer) === undefined) &&
    report.identities.some(
      (one) => one.kind === kind && one.scope === scope && one.value === value && one.evidence.grade === 'verified',
    )
  );
}

/** The event itself: the calls that it caused may speak of others, and so may what it says of them. */
function exported(row: JournalRow): ExportedEvent {
  const { id, connection, type, receivedTime, state, event, report } = wholeEventView(row);
  const { time } = event ?? {};
  const data = event?.data === undefined ? undefined : maskFields(event.data, { fields: thirdPartyFields(report) });
  return {
    id,
    connection,
    type,
    receivedTime,
    state,
    ...(time !== undefined && { time }),
    ...(data !== undefined && { data }),
  };
}

import { customerId, type CustomerId } from '../../functions/shared/cdp/ids.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import { toPair } from '../../functions/shared/identity/to-pair.ts';
import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { JournalRow } from '../store/journal.ts';
import { wholeEventView } from './event-view.ts';
import type { Host } from './host.ts';
import { mergesOf, withMerged } from './merges.ts';
import { newestFirst } from './why.ts';

/** What the CDP and this machine hold of one person. */
export interface SubjectExport {
  readonly subject: Pick<Identity, 'kind' | 'scope' | 'value'>;
  /** Null when the CDP knows nobody by this identity. */
  readonly customer: { readonly id: string; readonly data: JsonObject; readonly groups: readonly string[] } | null;
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
  const customer = found && data ? { id: found, data, groups: await groupsOf(found, cdp.client) } : null;

  const { kind, scope, value: key } = subject;
  const proved = journal.findBy({ kind, scope, key }, ALL).filter((row) => provesAlone(row, subject));
  const parts = found ? [...withMerged(found, mergesOf(sandbox))] : [];
  const built = parts.flatMap((part) => journal.findBy({ kind: '', scope: '', key: part }, ALL));
  return { subject, customer, events: newestFirst([...built, ...proved]).map(exported) };
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

/** The event itself: the calls that it caused may speak of others. */
function exported(row: JournalRow): ExportedEvent {
  const { id, connection, type, receivedTime, state, event } = wholeEventView(row);
  const { time, data } = event ?? {};
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

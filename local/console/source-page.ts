import type { FieldUse, SourcePage, SourceRow } from '../../operations/console/source-page.ts';
import { inLanguage } from '../../functions/shared/text/localized.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { maskedEventView } from '../host/event-view.ts';
import type { Host } from '../host/host.ts';

const DAY_MS = 24 * 3_600_000;
const LOOKED = 200;

export interface AboutSources extends Host {
  /** Of the webhook listener. */
  readonly webhookUrl: () => string | undefined;
}

/** Every connection with what has come of it. */
export async function sourceRowsOf(about: AboutSources, now: number): Promise<SourceRow[]> {
  const names = Object.keys(about.config.connections);
  const rows = await Promise.all(names.map((name) => sourceRowOf(name, about, now)));
  return rows.filter((row) => row !== undefined);
}

async function sourceRowOf(name: string, about: AboutSources, now: number): Promise<SourceRow | undefined> {
  const settings = about.config.connections[name];
  if (!settings) return undefined;
  const { source, secret } = settings;
  const via = sources[source].coverage.transport === 'inlet' ? 'inlet' : 'webhook';
  const [newest] = about.journal.select({ connection: name }, 1);
  const received = about.figures.list(now - DAY_MS).filter((figure) => figure.name === 'received');
  const url = about.webhookUrl();
  return {
    name,
    source,
    via,
    ...(via === 'webhook' && url !== undefined && { address: `${url}/webhooks/${name}` }),
    ...(newest && { lastEvent: newest.receivedTime }),
    events: received.filter(({ label }) => label === name).reduce((sum, { count }) => sum + count, 0),
    rejected: about.requests
      .list(now - 7 * DAY_MS, name)
      .filter(({ outcome }) => outcome === 'rejected')
      .map(({ reason, count, last }) => ({ reason, count, last: new Date(last).toISOString() })),
    secret: secretOf(await about.secrets.read(secret ?? name)),
  };
}

/** Which fields a secret has, and nothing of what is in them. */
function secretOf(text: string | undefined): SourceRow['secret'] {
  const secret = text === undefined ? undefined : parseJson(text);
  const live: readonly unknown[] = Array.isArray(secret) ? secret : secret === undefined ? [] : [secret];
  const fields = new Set(live.flatMap((one) => (isJsonObject(one) ? Object.keys(one) : [])));
  return { isThere: live.length > 0, live: live.length, fields: [...fields] };
}

/** One connection: what its newest events held, and what was made of each field. */
export async function sourcePageOf(name: string, about: AboutSources, now: number): Promise<SourcePage | undefined> {
  const row = await sourceRowOf(name, about, now);
  const settings = about.config.connections[name];
  if (!row || !settings) return undefined;
  const events = about.journal.select({ connection: name }, LOOKED).map(maskedEventView);
  const types = Map.groupBy(events, ({ type }) => type);
  const checkUp = sources[settings.source].checkUp.configure(settings.options);
  return {
    row,
    looked: events.length,
    types: [...types].map(([type, ofType]) => ({
      type,
      count: ofType.length,
      withIdentity: ofType.filter(({ report }) => (report?.identities.length ?? 0) > 0).length,
    })),
    fields: fieldUses(events),
    findings: checkUp.ok
      ? checkUp.value
          .settings()
          .map(({ check, verdict, detail }) => ({ check, verdict, detail: inLanguage(detail, 'en') }))
      : [],
  };
}

function fieldUses(events: readonly ReturnType<typeof maskedEventView>[]): FieldUse[] {
  const uses = new Map<string, FieldUse>();
  const useOf = (field: string, kind: string, example: string): FieldUse => {
    const plain = field.replaceAll(/\[\d+\]/g, '[]');
    return uses.get(`${plain} ${kind}`) ?? { field: plain, kind, taken: 0, withheld: 0, discarded: [], example };
  };
  const put = (use: FieldUse) => uses.set(`${use.field} ${use.kind}`, use);
  for (const { report } of events) {
    for (const { kind, value, evidence } of report?.identities ?? []) {
      const use = useOf(evidence.field, kind, mask(kind, value));
      put({ ...use, grade: evidence.grade, taken: use.taken + 1 });
    }
    for (const { kind, value, evidence } of report?.withheld ?? []) {
      const use = useOf(evidence.field, kind, mask(kind, value));
      put({ ...use, withheld: use.withheld + 1 });
    }
    for (const { kind, field, reason, masked } of report?.refusals ?? []) {
      const use = useOf(field, kind, masked);
      const before = use.discarded.find((one) => one.reason === reason)?.count ?? 0;
      const others = use.discarded.filter((one) => one.reason !== reason);
      put({ ...use, discarded: [...others, { reason, count: before + 1 }] });
    }
  }
  return [...uses.values()].toSorted((one, other) => other.taken - one.taken);
}

import { stat } from 'node:fs/promises';
import { sourceFigures } from '../../operations/console/source-figures.ts';
import type { SourcePage, SourceRow } from '../../operations/console/source-page.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import { settingFindings, transportOf } from '../../operations/console/source-settings.ts';
import { maskedEventView } from '../host/event-view.ts';
import type { Host } from '../host/host.ts';
import type { Figure } from '../store/minute-figures.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
const LOOKED = 200;

export interface AboutSources extends Host {
  /** Of the webhook listener. */
  readonly webhookUrl: () => string | undefined;
}

/** Every connection with what has come of it. */
export async function sourceRowsOf(about: AboutSources, now: number): Promise<SourceRow[]> {
  const seen = await seenOf(about, now);
  const rows = await Promise.all(
    Object.keys(about.config.connections).map((name) => sourceRowOf(name, about, { now, ...seen })),
  );
  return rows.filter((row) => row !== undefined);
}

/** What all connections have in common. */
interface Seen {
  /** What was received in the last seven days. */
  readonly received: readonly Figure[];
  /** When the file of the secrets was changed; RFC 3339. */
  readonly changed: string | undefined;
}

async function seenOf({ figures, files }: AboutSources, now: number): Promise<Seen> {
  const received = figures.list(now - 7 * DAY_MS).filter(({ name }) => name === 'received');
  const file = await stat(files.secrets).catch(() => undefined);
  return { received, changed: file?.mtime.toISOString() };
}

async function sourceRowOf(
  name: string,
  about: AboutSources,
  { now, received, changed }: Seen & { readonly now: number },
): Promise<SourceRow | undefined> {
  const settings = about.config.connections[name];
  if (!settings) return undefined;
  const { source, secret } = settings;
  const via = transportOf(settings);
  const [newest] = about.journal.select({ connection: name }, 1);
  const own = received.filter(({ label }) => label === name);
  const ofDay = own.filter(({ minute }) => minute * MINUTE_MS >= now - DAY_MS);
  const url = about.webhookUrl();
  return {
    name,
    source,
    via,
    ...(via === 'webhook' && url !== undefined && { address: `${url}/webhooks/${name}` }),
    ...(newest && { lastEvent: newest.receivedTime }),
    events: ofDay.reduce((sum, { count }) => sum + count, 0),
    rejected: about.requests
      .list(now - 7 * DAY_MS, name)
      .filter(({ outcome }) => outcome === 'rejected')
      .map(({ reason, count, last }) => ({ reason, count, last: new Date(last).toISOString() })),
    secret: secretOf(await about.secrets.read(secret ?? name), { via, changed, received: own }),
  };
}

interface SecretUse {
  readonly via: SourceRow['via'];
  readonly changed: string | undefined;
  readonly received: readonly Figure[];
}

/** Which fields a secret has, how old its file is and when it was used, and nothing of what is in it. */
function secretOf(text: string | undefined, { via, changed, received }: SecretUse): SourceRow['secret'] {
  const secret = text === undefined ? undefined : parseJson(text);
  const live: readonly unknown[] = Array.isArray(secret) ? secret : secret === undefined ? [] : [secret];
  const fields = [...new Set(live.flatMap((one) => (isJsonObject(one) ? Object.keys(one) : [])))];
  if (live.length === 0) return { state: via === 'inlet' ? 'not-needed' : 'missing', live: 0, fields };
  // A new value stands before the others: what was counted before the file was changed was of another one.
  const since = received.filter(
    ({ minute }) => changed === undefined || (minute + 1) * MINUTE_MS > Date.parse(changed),
  );
  const values = live.map((_, index) => {
    const lastUse = lastMinute(since.filter(({ bucket }) => bucket === index));
    return { ...(lastUse !== undefined && { lastUse }) };
  });
  const accessed = lastMinute(received);
  return {
    state: 'there',
    live: live.length,
    fields,
    ...(live.length > 1 && { values }),
    ...(changed !== undefined && { changed }),
    ...(accessed !== undefined && { accessed }),
  };
}

/** RFC 3339. @param figures the oldest first */
function lastMinute(figures: readonly Figure[]): string | undefined {
  const last = figures.at(-1);
  return last && new Date(last.minute * MINUTE_MS).toISOString();
}

/** One connection: what its newest events held, and what was made of each field. */
export async function sourcePageOf(name: string, about: AboutSources, now: number): Promise<SourcePage | undefined> {
  const row = await sourceRowOf(name, about, { now, ...(await seenOf(about, now)) });
  const settings = about.config.connections[name];
  if (!row || !settings) return undefined;
  const events = about.journal.select({ connection: name }, LOOKED).map(maskedEventView);
  return {
    row,
    ...sourceFigures(events, mask),
    findings: settingFindings(settings),
  };
}

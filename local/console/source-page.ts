import { sourceFigures } from '../../operations/console/source-figures.ts';
import type { SourcePage, SourceRow } from '../../operations/console/source-page.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import { settingFindings, transportOf } from '../../operations/console/source-settings.ts';
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
  const via = transportOf(settings);
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
    secret: secretOf(await about.secrets.read(secret ?? name), via),
  };
}

/** Which fields a secret has, and nothing of what is in them. */
function secretOf(text: string | undefined, via: SourceRow['via']): SourceRow['secret'] {
  const secret = text === undefined ? undefined : parseJson(text);
  const live: readonly unknown[] = Array.isArray(secret) ? secret : secret === undefined ? [] : [secret];
  const fields = new Set(live.flatMap((one) => (isJsonObject(one) ? Object.keys(one) : [])));
  const absent = via === 'inlet' ? 'not-needed' : 'missing';
  return { state: live.length > 0 ? 'there' : absent, live: live.length, fields: [...fields] };
}

/** One connection: what its newest events held, and what was made of each field. */
export async function sourcePageOf(name: string, about: AboutSources, now: number): Promise<SourcePage | undefined> {
  const row = await sourceRowOf(name, about, now);
  const settings = about.config.connections[name];
  if (!row || !settings) return undefined;
  const events = about.journal.select({ connection: name }, LOOKED).map(maskedEventView);
  return {
    row,
    ...sourceFigures(events, mask),
    findings: settingFindings(settings),
  };
}

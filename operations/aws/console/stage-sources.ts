import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SourcePage, SourceRow } from '../../console/source-page.ts';
import { sourceFigures } from '../../console/source-figures.ts';
import { settingFindings, transportOf } from '../../console/source-settings.ts';
import { isObjection } from '../../objection.ts';
import type { Operations } from '../../operations.ts';
import { type SecretState, secretStates } from '../../secret-states.ts';
import { secretUses } from '../../secret-uses.ts';
import { readStage } from '../../stage.ts';
import { AccountError, inAccount } from '../account-error.ts';
import { readLastEvents } from '../last-events.ts';
import { openSecretFolder } from '../secret-folder.ts';
import type { StageContext } from '../stage-context.ts';
import { remembered } from '../remembered.ts';

const LOOKED = '200';
const KEPT_MS = 60_000;

/** The connections of a stage: what came last, and how old their secrets are. */
export function stageSources(context: StageContext, { events }: Pick<Operations, 'events'>) {
  const { deployed, config, clock } = context;
  const names = Object.keys(config.connections);
  const lastEvents = remembered(KEPT_MS, clock, () =>
    inAccount('read when the last events came', () =>
      readLastEvents(names, {
        client: new DynamoDBClient({ region: deployed.region }),
        table: deployed.journalTable,
        now: clock(),
      }),
    ),
  );
  const secrets = remembered(KEPT_MS, clock, () => statesOf(context));
  const rows = async (): Promise<readonly SourceRow[]> => {
    const [last, states] = await Promise.all([lastEvents(), secrets()]);
    return secretUses(config).flatMap(({ connection: name, source, secret, receiver, account }) => {
      const settings = config.connections[name];
      if (!settings) return [];
      const lastEvent = last.get(name);
      const via = transportOf(settings);
      return {
        name,
        source,
        via,
        ...(via === 'webhook' && { address: `${deployed.address}/webhooks/${name}` }),
        ...(lastEvent !== undefined && { lastEvent }),
        secret: receiver || account ? stateOf(secret, states) : { state: 'not-needed', fields: [] },
      };
    });
  };
  return {
    rows,
    async page(name: string): Promise<SourcePage | undefined> {
      const settings = config.connections[name];
      const row = (await rows()).find((one) => one.name === name);
      if (!settings || !row) return undefined;
      const newest = await events.list({ connection: name, limit: LOOKED });
      return {
        row,
        // The journal has masked values alone.
        ...sourceFigures(isObjection(newest) ? [] : newest.events, (_kind, value) => value),
        findings: settingFindings(settings),
      };
    },
  };
}

/** Undefined where these credentials may not list secrets. */
async function statesOf({ deployed, config, clock }: StageContext): Promise<readonly SecretState[] | undefined> {
  const stage = readStage(deployed.stage);
  if (!stage) return undefined;
  try {
    const stored = await openSecretFolder(stage, deployed.region).list();
    return secretStates(secretUses(config), stored, new Map(), clock());
  } catch (error) {
    if (error instanceof AccountError) return undefined;
    throw error;
  }
}

function stateOf(secret: string, states: readonly SecretState[] | undefined): SourceRow['secret'] {
  const found = states?.find(({ name }) => name === secret);
  if (!found) return { state: 'unknown', fields: [] };
  const { changed, accessed } = found;
  return {
    state: found.state === 'missing' ? 'missing' : 'there',
    fields: [],
    ...(changed && { changed: changed.toISOString() }),
    ...(accessed && { accessed: accessed.toISOString() }),
  };
}

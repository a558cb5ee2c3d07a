import { randomUUID } from 'node:crypto';
import { paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { digest } from '../../functions/shared/envelope/digest.ts';
import { identityHash } from '../../functions/shared/identity/keyed-hash.ts';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import { dynamo } from '../../functions/shared/ports/aws/dynamo.ts';
import { dynamoLedger } from '../../functions/shared/ports/aws/ledger.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import { LISTED_INDEX, listedIndexKeys } from '../../functions/shared/ports/listed-index.ts';
import { readIdentityText } from '../identity-text.ts';
import { noIdentity, readPerson } from '../named-person.ts';
import { isObjection, type Objection } from '../objection.ts';
import type { IdentityRequest, PrivacyOperations } from '../privacy.ts';
import { type PrivacyRequest, privacyRequest } from '../privacy-request.ts';
import type { SuppressionOperations, SuppressionView } from '../suppressions.ts';
import { inAccount } from './account-error.ts';
import type { JournalReader } from './journal-reader.ts';
import type { StageContext } from './stage-context.ts';

const PAGE = 500;

/** People of whom no event is used. */
export function stageSuppressions(context: StageContext): SuppressionOperations {
  const { deployed, config, hashKey, clock } = context;
  const ledger = dynamoLedger(deployed.ledgerTable, clock);
  const take = async (request: PrivacyRequest, { identity: text, why }: IdentityRequest) => {
    const identity = readPerson(text, config, 'nobody is blocked, and nobody freed');
    return isObjection(identity) ? identity : enqueue(context, request, identity, why);
  };
  return {
    list: (after = '') =>
      inAccount('list blocked identities', async () => {
        const found: SuppressionView[] = [];
        const pages = paginateQuery(
          { client: dynamo() },
          {
            TableName: deployed.ledgerTable,
            IndexName: LISTED_INDEX,
            KeyConditionExpression: '#list = :list',
            ExpressionAttributeNames: { '#list': listedIndexKeys.partition },
            ExpressionAttributeValues: { ':list': { S: 'identity' } },
          },
        );
        for await (const { Items = [] } of pages) {
          found.push(...Items.flatMap(({ key, state }) => viewOf(key?.S ?? '', state?.S ?? '{}') ?? []));
        }
        return found
          .filter(({ key }) => key > after)
          .toSorted((one, other) => (one.key < other.key ? -1 : 1))
          .slice(0, PAGE);
      }),
    async find(text) {
      const identity = readIdentityText(text, config);
      if (!identity) return noIdentity(text, config);
      const key = `i:${identityHash(identity, config.cdp, await hashKey())}`;
      const record = await inAccount('read the ledger', async () => (await ledger.read([key])).get(key));
      return record && viewOf(key, record.state);
    },
    add: (request) => take('suppress', request),
    lift: (request) => take('lift', request),
  };
}

const marks = z.object({
  marks: z.optional(
    z.object({
      erased: z.optional(z.number()),
      suppressed: z.optional(z.number()),
      withdrawn: z.optional(z.number()),
    }),
  ),
});

function viewOf(key: string, state: string): SuppressionView | undefined {
  const { erased, suppressed, withdrawn } = marks.safeParse(JSON.parse(state)).data?.marks ?? {};
  if (erased === undefined && suppressed === undefined && withdrawn === undefined) return undefined;
  return {
    key,
    ...(erased !== undefined && { erased }),
    ...(suppressed !== undefined && { suppressed }),
    ...(withdrawn !== undefined && { withdrawn }),
  };
}

/** What people may ask about themselves. */
export function stagePrivacy(context: StageContext, journal: JournalReader): PrivacyOperations {
  const { deployed, config, hashKey, clock } = context;
  const archive = s3Archive(deployed.archiveBucket);
  const ledger = dynamoLedger(deployed.ledgerTable, clock);
  return {
    async export(text) {
      const identity = readIdentityText(text, config);
      if (!identity) return noIdentity(text, config);
      const who = [identityHash(identity, config.cdp, await hashKey())];
      const items = await journal.ofPartitions(await journal.partitionsOf(who), who, PAGE);
      if (items.length === 0) return { problem: 'not-found', error: 'nothing is held of this person' };
      const bodies = await journal.bodies(items);
      const events = items.map((item) => {
        const body = bodies.get(item['sk']?.S ?? '');
        const json = body === undefined ? undefined : parseJson(body);
        return {
          id: item['id']?.S ?? '',
          type: item['type']?.S ?? '',
          state: item['state']?.S ?? '',
          ...(isJsonObject(json) && { time: json['time'], data: json['data'] }),
        };
      });
      return { subject: identity, customer: null, events };
    },
    async erase({ identity: text, why, unknown = false }) {
      const identity = readPerson(text, config, 'nothing was erased, and nobody is blocked');
      if (isObjection(identity)) return identity;
      const hash = identityHash(identity, config.cdp, await hashKey());
      const isKnown = (await ledger.read([`i:${hash}`])).size > 0 || (await journal.partitionsOf([hash])).length > 0;
      if (!unknown && !isKnown) {
        const error = `nobody is known by this ${identity.kind}: nothing was erased, and nobody is blocked. Check the spelling; to block it all the same, ask with "unknown"`;
        return { problem: 'not-found', error, code: 'nobody-known' };
      }
      return enqueue(context, 'erase', identity, why);
    },
    async receipt({ event, source }) {
      const bytes = await inAccount('read the receipt', () => archive.get(`receipts/${digest(source, event)}.json`));
      const json = bytes && parseJson(Buffer.from(bytes).toString());
      return isJsonObject(json) ? json : undefined;
    },
  };
}

/** A request is an event like any other: it goes through the inlet, and its record says why. */
async function enqueue(
  { deployed, config, clock }: StageContext,
  request: PrivacyRequest,
  identity: Parameters<typeof privacyRequest>[1],
  why: string | undefined,
) {
  const envelope = privacyRequest(request, identity, {
    config,
    now: new Date(clock()),
    ...(why !== undefined && { why }),
  });
  if (!envelope) {
    return { problem: 'conflict', error: 'no connection of the source brand-events is configured' } satisfies Objection;
  }
  await inAccount('send to the inlet', () =>
    sqsQueue(deployed.queues.inlet).send([
      { body: JSON.stringify(envelope), groupId: randomUUID(), deduplicationId: envelope.id },
    ]),
  );
  return { event: envelope.id, source: envelope.source };
}

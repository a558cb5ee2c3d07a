import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { fromMessage } from '../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import { stageReveals } from '../../operations/aws/reveals.ts';
import type { Asker } from '../../operations/reveals.ts';
import type { Where } from '../where.ts';
import { withAccount } from './chosen-stage.ts';
import { openStage } from './stage-desk.ts';
import { stageRecord } from './stage-record.ts';

export interface StageEvents {
  /** Of the stage. */
  readonly present: GuiyiConfig;
  /** In clear, the oldest first. */
  readonly envelopes: readonly Envelope[];
}

/**
 * The events of a stage for a rehearsal on this machine: opened by the role `reveal`, which is written down.
 * @param from RFC 3339; where it is left out, as far back as a list goes
 * @throws CommandError
 */
export async function eventsOfStage(
  where: Where & { readonly stack: string; readonly present?: string },
  asker: Asker,
  from: string | undefined,
): Promise<StageEvents> {
  const { data, stack, region, present } = where;
  const { context, operations } = await openStage({
    data,
    stack,
    ...(region !== undefined && { region }),
    ...(present !== undefined && { config: present }),
  });
  return withAccount(async () => {
    await stageReveals(context).note(asker, 'events', from === undefined ? 'a rehearsal' : `a rehearsal since ${from}`);
    const archive = s3Archive(context.deployed.archiveBucket);
    const record = stageRecord(context, operations.events);
    const envelopes: Envelope[] = [];
    for await (const { envelope } of record.chosen(from === undefined ? {} : { since: from })) {
      if (envelope === undefined) continue;
      const decoded = await fromMessage(envelope, archive);
      if (decoded.ok) envelopes.push(decoded.envelope);
    }
    return { present: context.config, envelopes };
  });
}

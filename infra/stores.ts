import { Duration, type Stack } from 'aws-cdk-lib/core';
import { isProtected, type Stage } from '../operations/stage.ts';
import { ArchiveBucket } from './constructs/archive.ts';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { admitSenders } from './constructs/inlet-queue-policy.ts';
import { JournalTable } from './constructs/journal.ts';
import { LedgerTable } from './constructs/ledger.ts';
import { QueueWithDeadLetters } from './constructs/queue-with-dead-letters.ts';
import { issuedElsewhere, Secrets } from './constructs/secrets.ts';
import type { Deployment } from './deployment.ts';

/** How long the functions may take, in seconds. */
export type Timeouts = Readonly<Record<'webhook' | 'inlet' | 'deliver' | 'breaker' | 'release', number>>;

/** What a stage keeps. */
export type StageStores = ReturnType<typeof addStores>;

/** Queues, tables, the archive and the secrets, encrypted with the account's own key where it has one. */
export function addStores(stack: Stack, stage: Stage, deployment: Deployment, timeouts: Timeouts) {
  const own = deployment.ownKey ? new EncryptionKey(stack, 'Key', { senders: deployment.inletSenders }) : undefined;
  const key = own?.key;
  const archive = new ArchiveBucket(stack, 'Archive', key);
  const ledger = new LedgerTable(stack, 'Ledger', isProtected(stage), key);
  const journal = new JournalTable(stack, 'Journal', isProtected(stage), key);
  const events = new QueueWithDeadLetters(stack, 'Events', {
    fifo: true,
    visibilityTimeout: Duration.seconds(timeouts.deliver * 6),
    // Messages behind a failed one of their customer are received and returned too; attempts are counted by deliver.
    maxReceiveCount: 1000,
    key,
  });
  const inletQueue = new QueueWithDeadLetters(stack, 'InletEvents', {
    fifo: false,
    visibilityTimeout: Duration.seconds(timeouts.inlet * 6),
    // The inlet counts too, and gives up with a reason long before.
    maxReceiveCount: 1000,
    key,
  });
  admitSenders(inletQueue.queue, deployment.inletSenders);
  const secrets = new Secrets(stack, 'Secrets', {
    prefix: stage.secretPrefix,
    key,
    existing: deployment.takeOver === undefined ? [] : ['privacy'],
    secrets: {
      cdp: {
        description: 'JSON with the fields appKey and secret of the CDP',
        unrotated: issuedElsewhere,
      },
      envelopes: {
        description: 'Key of the messages that the journal keeps; leave it as it was generated',
        unrotated: 'With another key, nothing that is already stored could be read.',
      },
      ...(deployment.takeOver === undefined && {
        privacy: {
          description: 'Key of the hashes of forgotten identities; leave it as it was generated',
          unrotated: 'With another key, people who asked to be erased would no longer be recognised.',
        },
      }),
    },
  });
  return { own, key, archive, ledger, journal, events, inletQueue, secrets };
}

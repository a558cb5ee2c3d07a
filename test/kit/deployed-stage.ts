import type { Deployed } from '../../operations/deployed.ts';

/** What the parameter of a stage says, with names that lead nowhere. */
export function deployedStage(changes: Partial<Deployed> = {}): Deployed {
  const stage = changes.stage ?? 'dev';
  return {
    version: 1,
    stage,
    stack: `Guiyi-${stage}`,
    region: 'us-east-1',
    config: '',
    address: 'https://abc.execute-api.us-east-1.amazonaws.com',
    queues: { events: 'q', eventDeadLetters: 'q', inlet: 'q', inletDeadLetters: 'q' },
    ledgerTable: 't',
    journalTable: 'j',
    archiveBucket: 'b',
    functions: { webhook: 'w', inlet: 'i', deliver: 'd', breaker: 'b' },
    mappings: { inlet: 'i', deliver: 'd' },
    alarmTopic: 'a',
    secretPrefix: `guiyi/${stage}/`,
    ...changes,
  };
}

import { type Reason, type ReasonCode, reasons } from '../../functions/shared/reasons/reasons.ts';
import { type StartReason, startReasons } from '../../local/state/start-reasons.ts';
import { type Places, places } from './places.ts';

const NOTICE =
  '<!-- Made by `node docs/errors/generate.ts`. The text is in functions/shared/reasons/reasons.ts, and in\nlocal/state/start-reasons.ts. -->';

/** File name → text: one page per reason code, and the index. */
export function errorPages(): ReadonlyMap<string, string> {
  const catalogue = Object.entries(reasons) as [ReasonCode, Reason][];
  const starts = Object.entries(startReasons) as [StartReason, Reason][];
  return new Map([
    ['README.md', index(catalogue, starts)],
    ...catalogue.map(([code, reason]): [string, string] => [
      `${code}.md`,
      page(code, reason, appearances(places[code])),
    ]),
    ...starts.map(([code, reason]): [string, string] => [`${code}.md`, page(code, reason, atStart)]),
  ]);
}

const atStart = ['`npm start` does not begin: the code is in brackets under the message.'];

function index(catalogue: readonly [ReasonCode, Reason][], starts: readonly [StartReason, Reason][]): string {
  const row = ([code, { summary }]: readonly [string, Reason]) => `| [\`${code}\`](${code}.md) | ${summary} |`;
  return lines(
    '# Reason codes',
    NOTICE,
    'Whatever Guiyi refuses, keeps, ignores or delays has one of these codes: in the log, in the dead letters, and in the\nlocal JSON API.',
    ['| Code | What happened |', '| --- | --- |', ...catalogue.map(row)].join('\n'),
    'When `npm start` does not begin:',
    ['| Code | What happened |', '| --- | --- |', ...starts.map(row)].join('\n'),
  );
}

function page(code: string, { summary, cause, fix }: Reason, places: readonly string[]): string {
  const shown = places.map((line) => `- ${line}`);
  return lines(
    `# ${code}`,
    NOTICE,
    summary,
    '## Likely cause',
    cause,
    '## Fix',
    fix,
    ...(shown.length === 0 ? [] : ['## Where it shows', shown.join('\n')]),
    '[All codes](README.md)',
  );
}

function appearances({ http, kept, inlet, deliver }: Places): string[] {
  const shown: string[] = [];
  if (http !== undefined)
    shown.push(`Webhook: the caller gets HTTP ${http}, and nothing that explains it. The log does.`);
  if (kept) {
    const answer = http === undefined ? ' The delivery is acknowledged.' : '';
    shown.push(
      `Archive: the whole request is kept under \`quarantine/<connection>/\`.${answer} [How to see and replay it](../operate.md#quarantine).`,
    );
  }
  if (inlet)
    shown.push(
      'Inlet: the message goes to the dead letters of the inlet queue, this code in the attribute `reason`. [Redrive it](../operate.md#dead-letters) after the fix.',
    );
  if (deliver === 'ignored') shown.push('Delivery: the event ends as `ignored`. The CDP is told nothing of it.');
  if (deliver === 'later')
    shown.push(
      'Delivery: the event waits as `later` and is tried again, with all later events of its customer behind it.',
    );
  if (deliver === 'refused')
    shown.push(
      'Delivery: the event goes to the dead letters of the event queue, this code in the attribute `reason`. [Redrive it](../operate.md#dead-letters) after the fix.',
    );
  return shown;
}

function lines(...blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}

import { askReading, askWriting, type Subject } from './ask-everything.ts';
import { type End, hold, holdRemoval, type Send } from './conduct.ts';
import type { ProbeFinding } from './interview.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { marks } from './marks.ts';
import { heardMessages } from './messages.ts';
import { removeTraces } from './remove.ts';
import { everyFinding, type ProbeReport, settingsOf, switchesOf } from './report.ts';
import { traceLog } from './traces.ts';

export interface ProbeOptions {
  readonly send: Send;
  /** 16 hex digits, random. */
  readonly hex: string;
  readonly codes: readonly string[];
  readonly mobileCode: string | undefined;
  readonly write: boolean;
  /** Unix ms. */
  readonly now: number;
  readonly stop: AbortSignal;
  /** Waits so many milliseconds before something is tried again. */
  readonly pause: (ms: number) => Promise<void>;
  /** Told of every finding as it is made. */
  readonly tell: (findings: readonly ProbeFinding[]) => void;
  /** Told before anything is removed. */
  readonly removing: () => void;
  /** Told afterwards what could not be removed, also where the probe itself fails. */
  readonly left: (what: readonly Localized[]) => void;
}

/** Asks everything, removes what was made for it, whatever happened, and puts together what follows. */
export async function probe(options: ProbeOptions): Promise<ProbeReport> {
  const { send, hex, codes, mobileCode, write, now, stop } = options;
  const heard = heardMessages();
  const made: ProbeFinding[] = [];
  const tell = (findings: readonly ProbeFinding[]) => {
    made.push(...findings);
    options.tell(findings);
  };
  const subject: Subject = { marks: marks(hex), codes, mobileCode, now, heard, tell };
  const traces = traceLog(mobileCode);
  const remove = async (): Promise<readonly Localized[]> => {
    if (traces.identities.length === 0 && traces.folders.size === 0) return [];
    options.removing();
    return holdRemoval(removeTraces(traces), send, options.pause);
  };
  let end: End;
  try {
    end = await hold(askReading(subject), send, traces, stop);
    if (write && end.kind === 'complete') end = await hold(askWriting(subject), send, traces, stop);
  } catch (fault) {
    options.left(await remove());
    throw fault;
  }
  const left = await remove();
  options.left(left);
  const findings = everyFinding(made, write, end);
  return {
    run: subject.marks.run,
    wrote: write,
    end,
    findings,
    cdp: settingsOf(findings, heard),
    switches: switchesOf(findings),
    left,
  };
}

import type { Verdict } from '../../functions/shared/sources/finding.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../exit-codes.ts';
import { diagnose, type ConnectionReport, type WhereToLook } from './diagnose.ts';
import { diagnoseStage } from './diagnose-stage.ts';

export interface DoctorOptions extends WhereToLook {
  readonly json: boolean;
  /** A deployed stage in place of this machine. */
  readonly stack?: string;
  readonly region?: string;
}

/** Prints what was found, with the fix of whatever is wrong. @throws ConfigError, CommandError */
export async function doctor(
  { stdout }: Terminal,
  connection: string | undefined,
  { json, stack, region, ...where }: DoctorOptions,
): Promise<number> {
  const { stage, reports } =
    stack === undefined
      ? { stage: undefined, reports: await diagnose(connection, where) }
      : await diagnoseStage(connection, { ...where, stage: stack, ...(region !== undefined && { region }) });
  const all = [...(stage?.findings ?? []), ...reports.flatMap(({ findings }) => findings)];
  const count = (verdict: Verdict) => all.filter((finding) => finding.verdict === verdict).length;
  const problems = count('problem');
  const warnings = count('warning');
  const exitCode = problems > 0 ? exitCodes.configuration : exitCodes.done;
  if (json) {
    const ofStage = stage === undefined ? {} : { stage: { name: stage.connection, findings: stage.findings } };
    stdout.write(`${JSON.stringify({ ...ofStage, connections: reports, problems, warnings })}\n`);
    return exitCode;
  }
  for (const report of stage ? [stage, ...reports] : reports) stdout.write(`${reportLines(report).join('\n')}\n\n`);
  stdout.write(`connections ${reports.length}, problems ${problems}, warnings ${warnings}\n`);
  return exitCode;
}

const SIGNS: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', problem: '✗', skipped: '-' };

function reportLines({ connection, source, findings }: ConnectionReport): string[] {
  const width = Math.max(...findings.map(({ check }) => check.length)) + 2;
  const lines = findings.flatMap(({ check, verdict, detail, fix }) => [
    `  ${SIGNS[verdict]} ${check.padEnd(width)}${detail}`,
    ...(fix === undefined ? [] : [`    ${''.padEnd(width)}→ ${fix}`]),
  ]);
  return [`${connection}  ${source}`, ...lines];
}

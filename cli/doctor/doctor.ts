import type { Verdict } from '../../functions/shared/sources/finding.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../exit-codes.ts';
import { diagnose, type Report, type WhereToLook } from './diagnose.ts';

/** Prints what was found, with the fix of whatever is wrong. @throws ConfigError, CommandError */
export async function doctor(
  { stdout }: Terminal,
  connection: string | undefined,
  { json, ...where }: WhereToLook & { readonly json: boolean },
): Promise<number> {
  const reports = await diagnose(connection, where);
  const count = (verdict: Verdict) =>
    reports.flatMap(({ findings }) => findings).filter((finding) => finding.verdict === verdict).length;
  const problems = count('problem');
  const warnings = count('warning');
  const exitCode = problems > 0 ? exitCodes.configuration : exitCodes.done;
  if (json) {
    stdout.write(`${JSON.stringify({ connections: reports, problems, warnings })}\n`);
    return exitCode;
  }
  for (const report of reports) stdout.write(`${reportLines(report).join('\n')}\n\n`);
  stdout.write(`connections ${reports.length}, problems ${problems}, warnings ${warnings}\n`);
  return exitCode;
}

const SIGNS: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', problem: '✗', skipped: '-' };

function reportLines({ connection, source, findings }: Report): string[] {
  const width = Math.max(...findings.map(({ check }) => check.length)) + 2;
  const lines = findings.flatMap(({ check, verdict, detail, fix }) => [
    `  ${SIGNS[verdict]} ${check.padEnd(width)}${detail}`,
    ...(fix === undefined ? [] : [`    ${''.padEnd(width)}→ ${fix}`]),
  ]);
  return [`${connection}  ${source}`, ...lines];
}

import stringWidth from 'string-width';
import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import type { Verdict } from '../../functions/shared/sources/finding.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../exit-codes.ts';
import { diagnose, type ConnectionReport, type WhereToLook } from './diagnose.ts';
import { checkName } from './reported-finding.ts';
import { diagnoseStage } from './diagnose-stage.ts';

export interface DoctorOptions extends Omit<WhereToLook, 'language'> {
  readonly json: boolean;
  /** A deployed stage in place of this machine. */
  readonly stack?: string;
  readonly region?: string;
}

/** Prints what was found, with the fix of whatever is wrong. @throws ConfigError, CommandError */
export async function doctor(
  { stdout, env }: Terminal,
  connection: string | undefined,
  { json, stack, region, ...where }: DoctorOptions,
): Promise<number> {
  const language = languageOf(env);
  const asked = { ...where, language: json ? 'en' : language } as const;
  const { stage, reports } =
    stack === undefined
      ? { stage: undefined, reports: await diagnose(connection, asked) }
      : await diagnoseStage(connection, { ...asked, stage: stack, ...(region !== undefined && { region }) });
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
  for (const report of stage ? [stage, ...reports] : reports)
    stdout.write(`${reportLines(report, language).join('\n')}\n\n`);
  stdout.write(
    language === 'zh'
      ? `连接 ${reports.length}，问题 ${problems}，警告 ${warnings}\n`
      : `connections ${reports.length}, problems ${problems}, warnings ${warnings}\n`,
  );
  return exitCode;
}

const SIGNS: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', problem: '✗', skipped: '-' };

function reportLines({ connection, source, findings }: ConnectionReport, language: Language): string[] {
  const named = findings.map((finding) => ({ ...finding, name: checkName(finding.check, language) }));
  const width = Math.max(...named.map(({ name }) => stringWidth(name))) + 2;
  const lines = named.flatMap(({ name, verdict, detail, fix }) => [
    `  ${SIGNS[verdict]} ${name}${' '.repeat(width - stringWidth(name))}${detail}`,
    ...(fix === undefined ? [] : [`    ${''.padEnd(width)}→ ${fix}`]),
  ]);
  return [`${connection}  ${source}`, ...lines];
}

export type Language = 'en' | 'zh';

/** The language that an environment asks for, as POSIX has it: LC_ALL goes before LC_MESSAGES, and that before LANG. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const named = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return named?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const page = readFileSync('docs/new-source.md', 'utf8');
const NAME = 'tea-house';

/** The commands of the page, or a file that it shows: `ts <path>`. */
interface Step {
  readonly language: 'sh' | 'ts';
  readonly file: string | undefined;
  readonly text: string;
}

/** What the page tells to do under a heading, in its order. */
function stepsUnder(heading: string): readonly Step[] {
  const section =
    page
      .slice(page.indexOf(`\n### ${heading}`))
      .split(/\n##? /)[0]
      ?.split(/\n### /)[1] ?? '';
  return [...section.matchAll(/```(sh|ts) ?(\S*)\n([^]*?)```/g)].map(([, language, file, text = '']) => ({
    language: language === 'sh' ? 'sh' : 'ts',
    file: file === '' ? undefined : file,
    text,
  }));
}

describe('a fictitious platform, by the page alone', { timeout: 240_000 }, () => {
  const copy = mkdtempSync(join(tmpdir(), 'guiyi-new-source-'));
  const untouched = new Map<string, string>();
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  beforeAll(() => {
    const left = new Set(['node_modules', '.git', 'dist', 'cdk.out', '.guiyi']);
    for (const entry of readdirSync('.').filter((name) => !left.has(name)))
      cpSync(entry, join(copy, entry), { recursive: true });
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
    for (const file of filesIn(copy)) untouched.set(file, readFileSync(join(copy, file), 'utf8'));
  });

  function run(command: string) {
    const [program = '', ...given] = command.replace(/^npx guiyi /, 'node cli/guiyi.ts ').split(' ');
    const { status, stdout, stderr } = spawnSync(program, given, {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${resolve('node_modules/.bin')}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
    });
    return { status, output: stdout + stderr };
  }

  /** Of the new files, and what they know. */
  function typeCheck() {
    const include = [`functions/shared/sources/platforms/${NAME}`, `test/functions/shared/sources/platforms/${NAME}`];
    const types = ['functions/shared/json/raw-json.d.ts'];
    const config = {
      extends: './tsconfig.json',
      include: [...include, ...types, 'functions/shared/sources/generated'],
    };
    writeFileSync(join(copy, 'tsconfig.new.json'), JSON.stringify(config));
    const result = run('tsc --noEmit -p tsconfig.new.json');
    rmSync(join(copy, 'tsconfig.new.json'));
    return result;
  }

  function follow(steps: readonly Step[]) {
    let last = { status: 0 as number | null, output: '' };
    for (const { language, file, text } of steps) {
      if (language === 'ts') {
        if (file === undefined) throw new Error('a file without its path');
        writeFileSync(join(copy, file), text);
      } else for (const command of text.trim().split('\n')) last = run(command);
    }
    return last;
  }

  const changed = () => filesIn(copy).filter((file) => untouched.get(file) !== readFileSync(join(copy, file), 'utf8'));

  test('the first version is six new files, and one test says what to fill in', () => {
    const { status, output } = follow(stepsUnder('1.'));
    expect(
      changed()
        .filter((file) => !untouched.has(file))
        .toSorted(),
    ).toEqual([
      `docs/sources/${NAME}.md`,
      ...['identify', 'index', 'receive', 'sample'].map(
        (part) => `functions/shared/sources/platforms/${NAME}/${part}.ts`,
      ),
      `test/functions/shared/sources/platforms/${NAME}/source.test.ts`,
    ]);
    expect(
      changed()
        .filter((file) => untouched.has(file))
        .every(isGenerated),
    ).toBe(true);
    expect(status).toBe(1);
    expect(output).toMatch(/Tests +1 failed \| \d+ passed/);
    expect(output).toContain('fill in `captured`: a delivery of each of these events as tea-house sends it');
    expect(page).toContain('fill in `captured`: a delivery of each of these events as tea-house sends it');
  });

  test('it passes the checks', () => {
    expect(typeCheck()).toEqual({ status: 0, output: '' });
    expect(run(`oxlint --deny-warnings functions/shared/sources/platforms/${NAME}`)).toMatchObject({ status: 0 });
    expect(run('oxfmt --check')).toMatchObject({ status: 0 });
    const { status, output } = run(
      'vitest run test/architecture/architecture.test.ts test/docs/coverage.test.ts test/cli/source/registries.test.ts',
    );
    expect(status, output).toBe(0);
  });

  test('filled in as the page shows it, nothing fails', () => {
    const { status, output } = follow([...stepsUnder('2.'), ...stepsUnder('3.'), ...stepsUnder('4.')]);
    expect(status, output).toBe(0);
    expect(run('tsc --noEmit')).toEqual({ status: 0, output: '' });
    expect(
      changed()
        .filter((file) => untouched.has(file))
        .every(isGenerated),
    ).toBe(true);
    expect(readFileSync(join(copy, `docs/sources/${NAME}.md`), 'utf8')).toContain(
      '| `mobile` | `buyer.phone` | verified, record | the tea house has sent a code to it |',
    );
  });

  test('what is there already is not overwritten', () => {
    const { status, output } = run(
      `npx guiyi source new ${NAME} --signature-header x-other --type-path type --event order.paid`,
    );
    expect([status, output]).toEqual([2, expect.stringContaining('is there already. Nothing was written.')]);
  });
});

/** What `npm run generate` writes. */
function isGenerated(file: string): boolean {
  const tables = ['README.md', 'README.zh-CN.md', 'docs/sources/README.md', 'docs/zh/sources/README.md'];
  return file.startsWith('functions/shared/sources/generated/') || tables.includes(file);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => !file.startsWith('node_modules') && statSync(join(folder, file)).isFile(),
  );
}

import { describe, expect, test } from 'vitest';
import { runGuiyi } from './run-guiyi.ts';

describe('npx guiyi reason', () => {
  test('says what a code means, its cause, its fix and its page', async () => {
    const { code, out } = await runGuiyi(['reason', 'already-done']);
    expect([code, out]).toEqual([
      0,
      'already-done\nIgnored: this event was delivered before.\ncause  The platform sent it again.\nfix  Nothing.\npage  docs/errors/already-done.md\n',
    ]);
  });

  test.each([
    ['by --lang', ['--lang', 'zh'], {}],
    ['by LANG', [], { LANG: 'zh_CN.UTF-8' }],
    ['by LC_ALL, whatever LANG is', [], { LC_ALL: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' }],
  ])('in Chinese %s, under the same code', async (_, given, env: Readonly<Record<string, string>>) => {
    const { out } = await runGuiyi(['reason', 'already-done', ...given], env);
    expect(out).toBe(
      'already-done\n已忽略：这个事件已经投递过。\n原因  平台又发了一次。\n处理  不用处理。\n页面  docs/zh/errors/already-done.md\n',
    );
  });

  test('--lang goes before the environment', async () => {
    const { out } = await runGuiyi(['reason', 'already-done', '--lang', 'en'], { LANG: 'zh_CN.UTF-8' });
    expect(out).toContain('Ignored: this event was delivered before.');
  });

  test('lists all codes, those of the start too', async () => {
    const { out } = await runGuiyi(['reason']);
    expect(out).toMatch(/^signature-mismatch +The signature/m);
    expect(out).toMatch(/^state-in-use +Another process/m);
  });

  test('a code that is none ends with 3, and names the nearest', async () => {
    const { code, err } = await runGuiyi(['reason', 'signature-mismach']);
    expect([code, err]).toEqual([3, expect.stringContaining('is it signature-mismatch?')]);
  });

  test('prints JSON for programs', async () => {
    const { out } = await runGuiyi(['reason', 'already-done', '--json']);
    expect(JSON.parse(out)).toEqual({
      version: 1,
      code: 'already-done',
      summary: 'Ignored: this event was delivered before.',
      cause: 'The platform sent it again.',
      fix: 'Nothing.',
    });
  });
});

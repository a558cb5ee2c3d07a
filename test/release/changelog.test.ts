import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { released } from '../../release/changelog.ts';

const CHANGELOG = '# Changelog\n\n## Unreleased\n\n### Fixed\n\n- A fault.\n\n## 0.1.0\n\nThe first.\n';

test('what is unreleased moves under the version, and Unreleased is empty', () => {
  expect(released(CHANGELOG, '0.2.0', '2026-11-30')).toBe(
    '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-11-30)\n\n### Fixed\n\n- A fault.\n\n## 0.1.0\n\nThe first.\n',
  );
});

test('the second release has nothing to tell', () => {
  const once = released(CHANGELOG, '0.2.0', '2026-11-30');
  expect(() => released(once, '0.3.0', '2026-12-01')).toThrow('nothing stands under Unreleased');
});

test.each([
  [
    'a version that is there',
    released(CHANGELOG, '0.2.0', '2026-11-30').replace('\n\n##', '\n\n- New.\n\n##'),
    '0.2.0 already',
  ],
  ['no heading', '# Changelog\n', 'has no "## Unreleased"'],
])('refused: %s', (_what, changelog, message) => {
  expect(() => released(changelog, '0.2.0', '2026-11-30')).toThrow(message);
});

test('the changelog of this project can be released', () => {
  expect(released(readFileSync('CHANGELOG.md', 'utf8'), '99.0.0', '2026-11-30')).toContain('## 99.0.0 (2026-11-30)');
});

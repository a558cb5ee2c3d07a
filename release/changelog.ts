const UNRELEASED = '## Unreleased';

/** What stands under *Unreleased* moves under the version. @throws when nothing stands there, or the version is there already */
export function released(changelog: string, version: string, day: string): string {
  if (changelog.includes(`\n## ${version} `)) throw new Error(`CHANGELOG.md has ${version} already`);
  const start = changelog.indexOf(UNRELEASED);
  if (start < 0) throw new Error(`CHANGELOG.md has no "${UNRELEASED}"`);
  const after = start + UNRELEASED.length;
  const next = changelog.indexOf('\n## ', after);
  const notes = changelog.slice(after, next < 0 ? undefined : next);
  if (!/^- /m.test(notes))
    throw new Error('nothing stands under Unreleased in CHANGELOG.md: there is nothing to release');
  return `${changelog.slice(0, after)}\n\n## ${version} (${day})${changelog.slice(after)}`;
}

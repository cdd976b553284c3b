import { expect, test } from 'vitest';
import { releaseChangelog, releasedVersions } from '../../scripts/release/changelog.ts';

const older = '## 0.1.0, 2026-10-01\n\n- Begins.\n';

test.for([
  ['## Unreleased\n\n- More.\n  And more.\n\n', 'a section without a version'],
  ['## 0.2.0, unreleased\n\n- More.\n  And more.\n\n', 'one that has it already'],
] as const)('the unreleased section becomes that of a version: %j, %s', ([section]) => {
  expect(releaseChangelog(`# Changelog\n\n${section}${older}`, '0.2.0', '2026-11-29')).toEqual({
    text: `# Changelog\n\n## 0.2.0, 2026-11-29\n\n- More.\n  And more.\n\n${older}`,
    notes: '- More.\n  And more.',
  });
});

test('parts of a section belong to its notes', () => {
  const { notes } = releaseChangelog('## Unreleased\n\n### Added\n\n- More.\n', '0.1.0', '2026-11-29') ?? {};
  expect(notes).toBe('### Added\n\n- More.');
});

test.for([
  [older, 'everything is released'],
  [`## Unreleased\n\n${older}`, 'nothing has changed'],
  [`${older}\n## Unreleased\n\n- More.\n`, 'the newest section is released'],
  ['# Changelog\n', 'there is no section'],
] as const)('there is nothing to release in %j: %s', ([changelog]) => {
  expect(releaseChangelog(changelog, '0.2.0', '2026-11-29')).toBeUndefined();
});

test('a version counts as released when it has a date', () => {
  expect(releasedVersions(`## 0.3.0, unreleased\n\n## 0.2.0, 2026-11-29\n\n${older}`)).toEqual(['0.2.0', '0.1.0']);
});

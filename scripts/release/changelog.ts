/** A changelog whose first section was released, and what that section says. */
export interface ReleasedChangelog {
  readonly text: string;
  readonly notes: string;
}

/** Gives the unreleased section of a changelog its version and date; `undefined` where there is none, or nothing in it. */
export function releaseChangelog(changelog: string, version: string, date: string): ReleasedChangelog | undefined {
  const [, before = '', title = '', after = ''] = /^(.*?)^## (.*?)\n(.*)$/ms.exec(changelog) ?? [];
  const [notes = ''] = after.split(/^## /m);
  if (!/\bunreleased$/i.test(title) || notes.trim() === '') return undefined;
  return { text: `${before}## ${version}, ${date}\n${after}`, notes: notes.trim() };
}

/** The versions that a changelog has with a date. */
export function releasedVersions(changelog: string): string[] {
  return [...changelog.matchAll(/^## (\S+), \d{4}-\d\d-\d\d$/gm)].map(([, version = '']) => version);
}

/** The page of a repository on GitHub, from the URL that git has of it; `undefined` where it is not on GitHub. */
export function repositoryOf(remote: string): string | undefined {
  const match = /^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote);
  return match === null ? undefined : `https://github.com/${match[1]}`;
}

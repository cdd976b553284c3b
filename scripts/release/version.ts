import semver from 'semver';

/** Why a version cannot come next; `undefined` if it can. One that was never released may be that of package.json. */
export function versionProblem(
  version: string,
  { current, released }: { readonly current: string; readonly released: readonly string[] },
): string | undefined {
  if (semver.valid(version) !== version) {
    return `"${version}" is no version: write one like ${semver.inc(current, 'minor')}`;
  }
  const [newest] = semver.rsort([...released]);
  if (newest !== undefined && semver.lte(version, newest)) {
    return `${version} is not later than ${newest}, which is released`;
  }
  if (semver.lt(version, current)) return `${version} is earlier than ${current}, which package.json has`;
  return undefined;
}

/** A text that names flowproof with its version (`flowproof:0.1.0`), with another one. */
export function withVersion(text: string, from: string, to: string): string {
  const named = /(?<=flowproof[:@-])\d+\.\d+\.\d+(?:-[\w.]+)?/g;
  return text.replaceAll(named, (found) => (found === from ? to : found));
}

/** The first Node that runs flowproof, as package.json has it in `engines`. */
export const minimum = { major: 24, minor: 12 } as const;

/** Why this version of Node (`process.versions.node`) cannot run flowproof, and what to do; `undefined` if it can. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major > minimum.major || (major === minimum.major && minor >= minimum.minor)) return undefined;
  return (
    `flowproof needs Node ${minimum.major}.${minimum.minor} or later and was started with Node ${version}: ` +
    `get one from https://nodejs.org/ or with "nvm install ${minimum.major}", ` +
    `or run "npm install node@${minimum.major}" beside flowproof and start it with npx.`
  );
}

import { EnvironmentError } from '../../model/errors.ts';
import { tool, ToolError } from '../tool.ts';

const OLDEST = [0, 27] as const;
const QUICK_START = 'https://kind.sigs.k8s.io/docs/user/quick-start/#installation';
const HINT = `Install kind ${OLDEST.join('.')} or later: ${QUICK_START}`;

/**
 * Resolves when the kind on the PATH is recent enough.
 *
 * @throws {@link EnvironmentError} when it is too old, or there is none.
 */
export async function checkKindVersion(signal: AbortSignal): Promise<void> {
  const printed = await printVersion(signal);
  const version = parseKindVersion(printed);
  if (version === undefined)
    throw new EnvironmentError(`"kind version" printed no version: "${printed.trim()}".`, HINT);
  if (isOlder(version)) {
    const message = `kind ${version.join('.')} is too old: flowproof needs ${OLDEST.join('.')} or later.`;
    throw new EnvironmentError(message, HINT);
  }
}

type Version = readonly [major: number, minor: number];

/** Reads `kind v0.33.0 go1.26.8 linux/amd64`; undefined when there is no version in it. */
export function parseKindVersion(printed: string): Version | undefined {
  const [, major, minor] = /^kind v?(\d+)\.(\d+)\./m.exec(printed) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

function isOlder([major, minor]: Version): boolean {
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

async function printVersion(signal: AbortSignal): Promise<string> {
  try {
    return await tool('kind', ['version'], { signal, timeoutMs: 20_000 });
  } catch (error) {
    if (!(error instanceof ToolError) || error.reason !== 'missing') throw error;
    throw new EnvironmentError('kind is not installed, or not on the PATH.', HINT, { cause: error });
  }
}

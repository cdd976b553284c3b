import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { checkPrograms } from '../../src/environments/netns/programs.ts';
import { openSandbox } from '../../src/environments/netns/sandbox.ts';
import { FlowproofError } from '../../src/model/errors.ts';
import { runMain } from './cli.ts';
import { temporaryFolder } from './temporary.ts';

/** Why tests in network namespaces cannot run here; `undefined` where they can. */
export const skipReason: string | undefined = await reasonToSkip();

if (skipReason !== undefined) process.stdout.write(`tests in network namespaces are skipped: ${skipReason}\n`);

/** Verifies a scenario in network namespaces, with a timeout of a second, and reads its JSON report. */
export async function verify(
  scenario: string,
  ...options: string[]
): Promise<{ exitCode: number | undefined; all: string; report: Report }> {
  const json = join(await temporaryFolder(), 'report.json');
  const args = ['verify', scenario, '--environment', 'netns', '--connect-timeout', '1', '--json', json, ...options];
  const { exitCode, all } = await runMain(args);
  return { exitCode, all, report: JSON.parse(await readFile(json, 'utf8')) as Report };
}

async function reasonToSkip(): Promise<string | undefined> {
  try {
    await checkPrograms();
    await using _ = await openSandbox({ keep: false }, AbortSignal.timeout(10_000));
    return undefined;
  } catch (error) {
    if (error instanceof FlowproofError) return error.message;
    throw error;
  }
}

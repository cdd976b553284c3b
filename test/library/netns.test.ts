import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/app/load.ts';
import { flowLabel } from '../../src/model/label.ts';
import type { Flow } from '../../src/model/scenario.ts';
import { runMain } from '../helpers/cli.ts';
import { initOptionsFor } from '../helpers/init-options.ts';
import { skipReason, verify } from '../helpers/netns.ts';
import { libraryCases } from '../helpers/public-cases.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const expectation = (flow: Flow): string => `${flowLabel(flow)} ${flow.expect}`;

describe.skipIf(skipReason !== undefined)('the library in network namespaces', () => {
  test.for(libraryCases)('%s does what is written', async (folder) => {
    const { exitCode, all } = await verify(folder);
    expect(exitCode, all).toBe(0);
  });

  test.for(libraryCases)('of the workloads of %s, init makes what proves the same flows', async (example) => {
    const folder = join(await temporaryFolder(), 'proof');
    const manifests = ['workloads.yaml', 'internet.yaml'].map((file) => join(example, file)).filter(existsSync);
    const written = await runMain(['init', folder, '--manifests', ...manifests, ...(await initOptionsFor(example))]);
    expect(written.exitCode, written.all).toBe(0);
    const { exitCode, all, report } = await verify(folder);
    expect(exitCode, all).toBe(0);
    const proven = report.stages.flatMap(({ results }) => results.map(({ flow }) => expectation(flow)));
    const declared = (await loadScenario(example)).stages.at(-1)?.flows.map(expectation);
    expect(proven.toSorted()).toEqual(declared?.toSorted());
  });
});

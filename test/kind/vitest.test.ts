import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { skipReason } from '../helpers/cluster.ts';
import { runVitest, vitestProject } from '../helpers/vitest-project.ts';

const clusterName = 'flowproof-vitest-test';

/** As the command line has them. */
const env = (name: string): string | undefined => process.env[name] || undefined;
const kind = {
  clusterName,
  nodeImage: env('FLOWPROOF_NODE_IMAGE'),
  calicoManifest: env('FLOWPROOF_CALICO_MANIFEST'),
  imageArchives: env('FLOWPROOF_IMAGE_ARCHIVES')?.split(':'),
  probeImage: env('FLOWPROOF_PROBE_IMAGE'),
};

const twoRuns = `import { cluster, flowTest } from 'flowproof/vitest';
import { expect } from 'vitest';

const options = { target: { kind: ${JSON.stringify(kind)} } };
await flowTest('shop', options);
const test = cluster(options);
test('the shop', { timeout: 300_000 }, async ({ verify }) => {
  expect(await verify('shop')).toMatchScenario();
});
`;

describe.skipIf(skipReason !== undefined)('flowproof in vitest', () => {
  test('the runs of a file share a kind cluster, which is made for them and deleted after', async () => {
    const folder = await vitestProject();
    await writeFile(join(folder, 'kind.test.ts'), twoRuns);
    const { exitCode, all } = await runVitest(folder, 'kind.test.ts');
    expect(exitCode, all).toBe(0);
    expect(all).toContain('✓ kind.test.ts > shop > final > stranger → api:8080 is blocked');
    const { stdout } = await execa('kind', ['get', 'clusters'], { timeout: 30_000 });
    expect(stdout.split('\n')).not.toContain(clusterName);
  });
});

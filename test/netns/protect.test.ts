import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { skipReason, verify } from '../helpers/netns.ts';
import { labelsWhere } from '../helpers/results.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { podManifest, policyManifest } from '../helpers/world.ts';

const scenario = `name: short
manifests: [world.yaml]
protect: [default]
endpoints:
  api: { pods: { namespace: default, workload: pod/api } }
flows:
  - { from: api, to: coredns, expect: allowed }
`;
const api = podManifest('default/api app=api http:80');
const closed = policyManifest(
  'default/api',
  '{ podSelector: { matchLabels: { app: api } }, egress: [{ ports: [{ port: 53, protocol: UDP }, { port: 53 }] }] }',
);

test.skipIf(skipReason !== undefined).concurrent.for([
  ['is closed', [api, closed], 0, []],
  ['is open', [api], 1, ['coredns → api:80', 'stranger → api:80']],
] as const)('what is protected %s, and nobody had to be declared to see it', async ([, world, code, leaks]) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'scenario.yaml'), scenario);
  await writeFile(join(folder, 'world.yaml'), world.join('\n---\n'));
  const { exitCode, all, report } = await verify(folder);
  expect(labelsWhere(report, 'mismatch')).toEqual(leaks);
  expect(exitCode, all).toBe(code);
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { skipReason, verify } from '../helpers/netns.ts';
import { labelsWhere } from '../helpers/results.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { policyManifest } from '../helpers/world.ts';

const scenario = `name: short
manifests: [policy.yaml]
protect: [default]
endpoints:
  api: { server: { namespace: default, ports: [80] } }
flows:
  - { from: api, to: coredns, expect: allowed }
`;
const closed = policyManifest(
  'default/api',
  '{ podSelector: { matchLabels: { app: api } }, egress: [{ ports: [{ port: 53, protocol: UDP }, { port: 53 }] }] }',
);

const open = policyManifest('default/other', '{ podSelector: { matchLabels: { app: other } } }');

test.skipIf(skipReason !== undefined).concurrent.for([
  ['is closed', closed, 0, []],
  ['is open', open, 1, ['stranger → api:80']],
] as const)('what is protected %s, and nobody had to be declared to see it', async ([, policy, code, leaks]) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'scenario.yaml'), scenario);
  await writeFile(join(folder, 'policy.yaml'), policy);
  const { exitCode, all, report } = await verify(folder);
  expect(labelsWhere(report, 'mismatch')).toEqual(leaks);
  expect(exitCode, all).toBe(code);
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain, type CliResult } from '../helpers/cli.ts';
import { verify } from '../helpers/netns.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { podManifest, policyManifest } from '../helpers/world.ts';

/** What `check` and `verify` say of the same scenario. */
async function both(egress: string, flows: string): Promise<{ checked: CliResult; verified: CliResult }> {
  const folder = await temporaryFolder();
  const scenario = `name: hosts
manifests: [world.yaml]
endpoints:
  cart: { pods: { namespace: default, workload: pod/cart } }
  coredns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, ports: [53/dns] } }
  bank: { host: { address: 192.0.2.7, ports: [443] } }
  mail: { host: { address: mail.example, ports: [25] } }
flows: [${flows}]
`;
  const policy = policyManifest('default/egress', `{ podSelector: {}, policyTypes: [Egress], egress: [${egress}] }`);
  await writeFile(join(folder, 'scenario.yaml'), scenario);
  await writeFile(join(folder, 'world.yaml'), [podManifest('default/cart app=cart web:80'), policy].join('\n---\n'));
  const checked = await runMain(['check', folder]);
  const verified = await verify(folder);
  return { checked, verified };
}

const toDns = '{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }] }';
const toAnyone = '{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }';
const closed = "{ from: cart, to: ['bank:443', 'mail:25'], expect: blocked }";

test.concurrent.for([
  ['a block is proven, though no flow to the host is allowed', toDns, closed, 0, 'PASS  2 flows'],
  ['a block by name is proven by address, where the name cannot be looked up', '', closed, 0, 'PASS  2 flows'],
  ['a leak by address is one, though the name cannot be looked up', toAnyone, closed, 1, 'LEAK'],
  [
    'CoreDNS asks its node for names, as in a cluster',
    toDns,
    "{ from: coredns, to: ['bank:443', 'mail:25'], expect: allowed }",
    0,
    'PASS  2 flows',
  ],
] as const)('%s', async ([, egress, flows, code, says]) => {
  const { checked, verified } = await both(egress, flows);
  expect(verified.exitCode, verified.all).toBe(code);
  expect(verified.all).toContain(says);
  expect(checked.exitCode, checked.all).toBe(code);
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { runMain, startCli } from '../helpers/cli.ts';
import { clusterName, kubectl, leftovers, renewedLongAgo, skipReason } from '../helpers/cluster.ts';
import { libraryCases, publicCases } from '../helpers/public-cases.ts';
import { labelsWhere } from '../helpers/results.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const small = 'test/cluster/small';

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
});

/** Verifies a scenario on the shared cluster and reads its JSON report. */
async function verify(
  scenario: string,
  ...options: string[]
): Promise<{ exitCode: number | undefined; all: string; report: Report }> {
  const json = join(folder, 'report.json');
  const { exitCode, all } = await runMain(['verify', scenario, '--cluster', clusterName, '--json', json, ...options]);
  return { exitCode, all, report: JSON.parse(await readFile(json, 'utf8')) as Report };
}

/** What a scenario did that it does not say, and all that was printed. */
async function surprisesOf(scenario: string): Promise<{ surprises: object; all: string }> {
  const { exitCode, all, report } = await verify(scenario, '--connect-timeout', '1');
  const [mismatch, inconclusive] = [labelsWhere(report, 'mismatch'), labelsWhere(report, 'inconclusive')];
  return { surprises: { exitCode, mismatch, inconclusive }, all: `${scenario}\n${all}` };
}

const none = { exitCode: 0, mismatch: [], inconclusive: [] };

/** The other way to build these tiers shows a CNI as much. */
const alike = 'scenarios/tiers/one-namespace';
const shownAtEveryLanding = libraryCases.filter((scenario) => scenario !== alike);

describe.skipIf(skipReason !== undefined)('verify on real Calico', () => {
  // As `npm run verify` does at every landing.
  test(
    'the Task API does what is written, at every stage, and nothing is left behind',
    { tags: ['long'] },
    async () => {
      const { exitCode, all, report } = await verify('scenarios/task-api');
      expect(labelsWhere(report, 'mismatch'), all).toEqual([]);
      expect(labelsWhere(report, 'inconclusive'), all).toEqual([]);
      expect(exitCode, all).toBe(0);
      expect(report.stages.map(({ name }) => name)).toHaveLength(5);
      expect(report.stages.every(({ enforcementMs = 0 }) => enforcementMs > 0)).toBe(true);
      const attempts = report.stages.flatMap(({ results }) => results.flatMap((result) => result.attempts));
      // Both paths are tried: from the target's own node and from the other one.
      expect(
        new Set(attempts.filter(({ source }) => source.includes('gateway')).map(({ sourceNode }) => sourceNode)).size,
      ).toBe(2);
      expect(await leftovers()).toEqual([]);
    },
  );

  test.for(shownAtEveryLanding)('%s does what is written', async (scenario) => {
    const { surprises, all } = await surprisesOf(scenario);
    expect(surprises, all).toEqual(none);
  });

  test(
    'the recipes and the cases of Kubernetes do what is written',
    { tags: ['long'], timeout: 1_800_000 },
    async () => {
      expect(publicCases.length).toBeGreaterThanOrEqual(20);
      for (const scenario of [alike, ...publicCases]) {
        const { surprises, all } = await surprisesOf(scenario);
        expect(surprises, all).toEqual(none);
      }
    },
  );

  test('a policy that somebody turns off between two runs is missed by name, and its namespace owns all that a run made', async () => {
    const first = await verify(small, '--stage', 'gateway', '--keep');
    expect(first.exitCode, first.all).toBe(0);
    await kubectl('delete', 'networkpolicy', '-n', 'small', 'default-deny');
    const { exitCode, all, report } = await verify(small, '--no-apply');
    expect(exitCode, all).toBe(1);
    expect(labelsWhere(report, 'mismatch')).toContain('stranger → web:8000');
    expect(all).toContain('LEAK');
    const [namespace = ''] = /flowproof-[0-9a-f]{8}/.exec(await kubectl('get', 'ns', '-o', 'name')) ?? [];
    await kubectl('delete', `namespace/${namespace}`, '--wait=false');
    const kinds = 'ns,pods,svc,networkpolicies';
    await expect
      .poll(async () => await kubectl('get', kinds, '-A', '-l', 'flowproof.dev/run', '-o', 'name'), {
        timeout: 120_000,
        interval: 2000,
      })
      .toBe('');
    // The container beside the cluster is no object of it.
    const cleaned = await runMain(['clean', '--cluster', clusterName]);
    expect(cleaned.exitCode, cleaned.all).toBe(0);
    expect(await leftovers()).toEqual([]);
  });

  test('of a change, only flows are probed that it answers differently', async () => {
    const { exitCode, all, report } = await verify(small, '--only-changed', join(small, 'default-deny.yaml'));
    expect(exitCode, all).toBe(0);
    expect(labelsWhere(report, 'as-expected')).toEqual(['gateway → api:8000']);
    expect(await leftovers()).toEqual([]);
  });

  // As in network namespaces, at every landing.
  test('a block of a target that nobody saw listen proves nothing', { tags: ['long'] }, async () => {
    const scenario = join(folder, 'vacuous');
    await writeScenario(scenario, deadServer);
    const { exitCode, all, report } = await verify(scenario);
    expect(labelsWhere(report, 'inconclusive'), all).toEqual(['stranger → server:8000']);
    expect(exitCode).toBe(3);
  });

  test('reports are written when the set-up fails, and say why', async () => {
    const junit = join(folder, 'junit.xml');
    const { exitCode, all, report } = await verify(small, '--probe-image', 'nowhere.invalid/curl:1', '--junit', junit);
    expect(exitCode).toBe(3);
    expect(report.failure?.message).toMatch(/nowhere\.invalid/);
    expect(all).toContain('--image-archive');
    expect(await readFile(junit, 'utf8')).toMatch(/<error /);
    expect(await leftovers()).toEqual([]);
  });

  test('a probe pod that is killed is replaced, and its flows are judged by what came back', async () => {
    const running = startCli(['verify', small, '--stage', 'gateway', '--cluster', clusterName]);
    await running.printed(/Stage gateway: applying/);
    const pods = await kubectl('get', 'pods', '-n', 'small-gateway', '-o', 'name');
    await kubectl('delete', '-n', 'small-gateway', '--grace-period=0', '--force', ...pods.trim().split('\n'));
    const { exitCode, all } = await running.result;
    expect(exitCode, all).toBe(0);
  });

  test('an API server that goes away for a moment changes no verdict', async () => {
    const running = startCli(['verify', small, '--stage', 'gateway', '--cluster', clusterName]);
    await running.printed(/Stage gateway: applying/);
    await execa('docker', ['exec', `${clusterName}-control-plane`, 'pkill', '-KILL', 'kube-apiserver']);
    const { exitCode, all } = await running.result;
    // It is restarted within seconds; a machine that is too slow for that proves nothing, yet never a mismatch.
    expect([0, 3], all).toContain(exitCode);
    expect(all).not.toMatch(/LEAK|CUT/);
    await expect
      .poll(async () => (await runMain(['clean', '--cluster', clusterName])).exitCode, {
        timeout: 120_000,
        interval: 3000,
      })
      .toBe(0);
  });

  test('Ctrl-C ends the run with 130 and removes what it had made', async () => {
    const running = startCli(['verify', small, '--cluster', clusterName]);
    await running.printed(/Removing what earlier runs left/);
    running.kill('SIGINT');
    const { exitCode, all } = await running.result;
    expect(exitCode, all).toBe(130);
    expect(await leftovers()).toEqual([]);
  });

  test('a second run at the same time is refused, and a killed one is cleaned up by the next', async () => {
    const running = startCli(['verify', small, '--cluster', clusterName]);
    await running.printed(/Removing what earlier runs left/);
    const second = await runMain(['verify', small, '--cluster', clusterName]);
    expect(second.exitCode, second.all).toBe(3);
    expect(second.all).toMatch(/another flowproof run holds this cluster/);
    running.kill('SIGKILL');
    await running.result;
    expect((await leftovers()).length).toBeGreaterThan(0);
    const held = await runMain(['clean', '--cluster', clusterName]);
    expect(held.exitCode, held.all).toBe(3);
    await kubectl('patch', 'lease', 'flowproof', '-n', 'default', '-p', renewedLongAgo);
    const cleaned = await runMain(['clean', '--cluster', clusterName]);
    expect(cleaned.exitCode, cleaned.all).toBe(0);
    expect(await leftovers()).toEqual([]);
  });
});

async function writeScenario(path: string, files: Record<string, string>): Promise<void> {
  await mkdir(path, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
}

/** The server's container runs, so that its pod is Ready, yet nobody listens on the port that it declares. */
const deadServer = {
  'scenario.yaml': `
name: vacuous
manifests: [world.yaml]
endpoints:
  server: { pods: { namespace: vacuous, podSelector: {} } }
  stranger: { client: { namespace: default } }
flows: [{ from: stranger, to: 'server:8000', expect: blocked }]
`,
  'world.yaml': `
apiVersion: v1
kind: Namespace
metadata: { name: vacuous }
---
apiVersion: v1
kind: Pod
metadata: { name: server, namespace: vacuous, labels: { app: server } }
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - { name: server, image: 'registry.k8s.io/e2e-test-images/agnhost:2.56', args: [pause], ports: [{ containerPort: 8000 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: vacuous }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
};

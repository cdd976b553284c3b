import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execaNode } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyApart } from '../../src/vitest/own-process.ts';
import { root } from '../helpers/cli.ts';
import { skipReason } from '../helpers/netns.ts';
import { runVitest, vitestProject } from '../helpers/vitest-project.ts';

/** So long that a run which is to be ended does not end by itself. */
const endless = { target: { netns: {} }, connectTimeoutMs: 600_000 };

describe.skipIf(skipReason !== undefined)('flowproof in vitest', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await vitestProject();
  });

  test('the example passes, and what is wrong is told as on a terminal', async () => {
    // A leak and a cut: another namespace than the gateway's may reach the API. Of the database nothing is known.
    await cp(join(folder, 'shop'), join(folder, 'broken'), { recursive: true });
    await edit('broken/policies.yaml', (text) => text.replace('name: edge', 'name: default'));
    const broken = { target: { netns: { faults: { dead: ['db'] } } }, connectTimeoutMs: 1000 };
    const impossible = { target: { kind: { configFile: 'none.yaml' } } };
    await writeTest('broken.test.ts', ['broken', broken], ['shop', impossible]);
    await cp(join(folder, 'shop'), join(folder, 'misspelt'), { recursive: true });
    await edit('misspelt/scenario.yaml', (text) => text.replace("from: api, to: 'db:", "from: api, to: 'bd:"));
    await writeTest('misspelt.test.ts', ['misspelt', endless]);

    const { stdout, stderr, exitCode } = await runVitest(folder, '--no-isolate', '--max-workers=2');

    expect(exitCode, stdout).toBe(1);
    const listed = stdout.split('\n').filter((line) => /^ [✓×↓] /.test(line));
    expect(listed.map(withoutTime).toSorted().join('\n')).toMatchInlineSnapshot(`
      " × broken.test.ts > shop > final > api → db:5432 is allowed
       × broken.test.ts > shop > final > gateway → api:8080 is allowed
       × broken.test.ts > shop > final > gateway → db:5432 is blocked
       × broken.test.ts > shop > final > stranger → api:8080 is blocked
       × broken.test.ts > shop > final > stranger → db:5432 is blocked
       ↓ broken.test.ts > shop > final > api → db:5432 is allowed
       ↓ broken.test.ts > shop > final > gateway → api:8080 is allowed
       ↓ broken.test.ts > shop > final > gateway → db:5432 is blocked
       ↓ broken.test.ts > shop > final > stranger → api:8080 is blocked
       ↓ broken.test.ts > shop > final > stranger → db:5432 is blocked
       ✓ shop.test.ts > shop > final > api → db:5432 is allowed
       ✓ shop.test.ts > shop > final > gateway → api:8080 is allowed
       ✓ shop.test.ts > shop > final > gateway → db:5432 is blocked
       ✓ shop.test.ts > shop > final > stranger → api:8080 is blocked
       ✓ shop.test.ts > shop > final > stranger → db:5432 is blocked
       ✓ shop.test.ts > the shop lets through what it should"
    `);
    const failures = stderr.split(/^⎯.*⎯$/m).filter((text) => text.includes(' FAIL '));
    expect(failures.map(withoutEvidence).toSorted().join('\n\n')).toMatchInlineSnapshot(`
      "FAIL  broken.test.ts > shop
      UsageError: Cannot read the kind configuration none.yaml: there is no such file.
        Correct the path.
       ❯ broken.test.ts:3:7

      FAIL  broken.test.ts > shop > final > api → db:5432 is allowed
      AssertionError: CUT api → db:5432 in stage final
         expected  allowed, by broken/scenario.yaml:14
         observed  no-listener
         meaning   the connection was refused and nothing listens there: the server is down, or serves
                     another port
         cause     not-the-policies (cut-though-allowed): the policies allow this, yet nothing got
                     through: is the server listening? does another policy kind apply?
         evidence  …

      network namespaces on this machine; enforced by flowproof's nftables rules: proves the policies, not
      your cluster's CNI
      What the containers run was not started: servers of flowproof listened on the ports that the
      manifests declare.
      Wrong on purpose: nothing listens at db.
       ❯ broken/scenario.yaml:14:5
       ❯ broken.test.ts:2:7

      FAIL  broken.test.ts > shop > final > gateway → api:8080 is allowed
      AssertionError: CUT gateway → api:8080 in stage final
         expected  allowed, by broken/scenario.yaml:13
         observed  blocked
         meaning   cut off, although it should be allowed: nothing answered, although the target listens
         cause     policy-wrong (ingress-no-rule-for-peer): the policies block this: no ingress rule of
                     allow-api-ingress (broken/policies.yaml:8) matches edge/gateway-1; the rule that
                     allows 8080 does not: its namespaceSelector kubernetes.io/metadata.name=default does
                     not select namespace edge
         try       select kubernetes.io/metadata.name=edge instead of
                     kubernetes.io/metadata.name=default; no other flow changes for the worse
         side      triangulated: ingress of the target seems to drop it: the sender reaches a control
                     pod, and the control pod does not reach the target either
         target    shop/api-1 listens: seen from inside its own pod
         evidence  …

      --- a/broken/policies.yaml
      +++ b/broken/policies.yaml
      @@ -14,7 +14,7 @@
         ingress:
           # gateway → api:8080
           - from:
      -        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: default } }
      +        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } }
             ports:
               - { protocol: TCP, port: 8080 }
       ---

      network namespaces on this machine; enforced by flowproof's nftables rules: proves the policies, not
      your cluster's CNI
      What the containers run was not started: servers of flowproof listened on the ports that the
      manifests declare.
      Wrong on purpose: nothing listens at db.
       ❯ broken/policies.yaml:17:11
       ❯ broken/scenario.yaml:13:5
       ❯ broken.test.ts:2:7

      FAIL  broken.test.ts > shop > final > gateway → db:5432 is blocked
       FAIL  broken.test.ts > shop > final > stranger → db:5432 is blocked
      AssertionError: INCONCLUSIVE gateway → db:5432 and 1 more in stage final
         also      stranger → db:5432 in stage final
         expected  blocked, by broken/scenario.yaml:16
         because   the database is for the API alone
         observed  blocked
         meaning   blocked, unproven: the target was never seen listening, so its silence proves nothing
         evidence  …

      network namespaces on this machine; enforced by flowproof's nftables rules: proves the policies, not
      your cluster's CNI
      What the containers run was not started: servers of flowproof listened on the ports that the
      manifests declare.
      Wrong on purpose: nothing listens at db.
       ❯ broken/scenario.yaml:16:5
       ❯ broken.test.ts:2:7

      FAIL  broken.test.ts > shop > final > stranger → api:8080 is blocked
      AssertionError: LEAK stranger → api:8080 in stage final
         expected  blocked, by broken/scenario.yaml:15
         observed  allowed
         meaning   LEAK: it got through, although it should be blocked
         cause     policy-wrong (ingress-allowed-by-rule): the policies allow this: no policy isolates
                     egress of default/stranger-1; ingress rule 1 of allow-api-ingress
                     (broken/policies.yaml:17) allows 8080 from every pod in namespace default
         target    shop/api-1 listens: seen from inside its own pod
         evidence  …

      network namespaces on this machine; enforced by flowproof's nftables rules: proves the policies, not
      your cluster's CNI
      What the containers run was not started: servers of flowproof listened on the ports that the
      manifests declare.
      Wrong on purpose: nothing listens at db.
       ❯ broken/policies.yaml:17:11
       ❯ broken/scenario.yaml:15:5
       ❯ broken.test.ts:2:7

      FAIL  misspelt.test.ts [ misspelt.test.ts ]
      ScenarioError: misspelt/scenario.yaml:14:22: no endpoint is called "bd"; there is api, db
        Nothing was touched. Correct the file and run again.
       ❯ misspelt/scenario.yaml:14:22
       ❯ misspelt.test.ts:2:7"
    `);
  });

  test.concurrent('a run ends with the test that made it', async () => {
    await expect(verifyApart(join(folder, 'shop'), endless, { signal: AbortSignal.timeout(1) })).rejects.toMatchObject({
      name: 'InterruptedError',
      message: 'interrupted\n  What the run had made is removed.',
    });
  });

  test.concurrent('a run ends with vitest, however that ends', async () => {
    const job = { verify: { path: join(folder, 'shop'), options: endless } };
    const neverAborted = new AbortController().signal;
    const options = { ipcInput: job, gracefulCancel: true, cancelSignal: neverAborted } as const;
    const running = execaNode(join(root, 'src/vitest/program.ts'), options);
    running.nodeChildProcess.once('spawn', () => running.nodeChildProcess.disconnect());
    expect((await running).exitCode).toBe(0);
  });

  async function edit(file: string, change: (text: string) => string): Promise<void> {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    await writeFile(path, change(text));
  }

  async function writeTest(file: string, ...calls: readonly [scenario: string, options: object][]): Promise<void> {
    const lines = calls.map((call) => `await flowTest(${call.map((one) => JSON.stringify(one)).join(', ')});`);
    await writeFile(join(folder, file), ["import { flowTest } from 'flowproof/vitest';", ...lines].join('\n'));
  }
});

function withoutTime(line: string): string {
  return line.replace(/ \d+ms$/, '');
}

/** Its times are others in every run, and so are its lines, which are wrapped. Nor is the code of these tests of interest. */
function withoutEvidence(failure: string): string {
  return failure
    .replaceAll(/^ {3}evidence.*\n(?: {13}.*\n)*/gm, '   evidence  …\n')
    .replaceAll(/^ +\d*\|.*\n/gm, '')
    .trim();
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

test.for([
  [['check'], 0, 'PASS  280 flows in 5 stages: the policies mean what is declared', 'the Task API'],
  [
    ['check', 'scenarios/mistakes/wrong-port'],
    1,
    'FAIL  the policies mean something else for 1 of 9 flows',
    'a mistake',
  ],
  [
    ['check', 'scenarios/mistakes/wrong-port', '--format', 'github'],
    1,
    '::error file=scenarios/mistakes/wrong-port/policies.yaml,line=44,',
    'GitHub annotations',
  ],
  [['check', 'scenarios/mistakes/wrong-port', '--format', 'sarif'], 1, '"ruleId": "flow-cut"', 'SARIF'],
  [['check', 'scenarios/mistakes/wrong-port', '--format', 'json'], 1, '"mismatch": 1', 'JSON'],
  [['check', '--format', 'xml'], 2, "option '--format <format>' argument 'xml' is invalid", 'an unknown format'],
  [['explain', '--from', 'task-api', '--to', 'postgres'], 0, 'allowed, as declared', 'a question'],
  [['explain', '--from', 'task-api', '--to', 'pstgres'], 2, 'did you mean "postgres"?', 'a misspelt endpoint'],
  [['explain', '--from', 'task-api'], 2, "required option '--to <endpoint:port>' not specified", 'half a question'],
  [['mutate', '--min-score', '100'], 0, 'mutation score 100 %', 'policies that are guarded'],
  [['mutate', 'scenarios/mistakes/dns-forgotten', '--min-score', '100'], 1, 'UNGUARDED', 'policies that are not'],
  [['mutate', '--min-score', 'all'], 2, 'It is a number from 0 to 100.', 'a score that is none'],
  [['suggest'], 0, 'metadata: { name: default-deny, namespace: task-api }', 'policies from flows'],
  [['suggest', '--stage', 'nothing-applied'], 0, 'no policies: nothing is to be blocked in stage', 'nothing to block'],
  [['suggest', '--stage', 'dsn'], 2, 'no stage is called "dsn"; did you mean "dns"?', 'a misspelt stage'],
  [['suggest', '--observed', 'package.json'], 2, 'package.json is not a JSON report of flowproof', 'another file'],
  [['suggest', '--observed', 'nowhere'], 2, 'cannot read nowhere: there is no such file', 'no file'],
  [['check', 'nowhere'], 2, 'cannot read nowhere', 'a file that does not exist'],
] as const)('%j ends with %i and says %j: %s', async ([args, code, text]) => {
  const { exitCode, all } = await runMain(args);
  expect(exitCode, all).toBe(code);
  expect(all).toContain(text);
});

test.for([
  [
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: {}, ingres: [] }\n',
    'policy.yaml:4:34: NetworkPolicy p, spec.ingres: there is no such field in Kubernetes 1.36; did you mean "ingress"?',
  ],
  [
    'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: p }\nspec: { priority: 1, subject: {} }\n',
    'policy.yaml:4:31: AdminNetworkPolicy p, spec.subject: needs exactly one of namespaces, pods',
  ],
] as const)('a policy that the API server would refuse is bad input: %#', async ([policy, problem]) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'policy.yaml'), policy);
  await writeFile(
    join(folder, 'scenario.yaml'),
    `name: x
manifests: [policy.yaml]
endpoints: { a: { client: { namespace: default } }, b: { host: { address: 192.0.2.1, ports: [443] } } }
flows: [{ from: a, to: b, expect: allowed }]\n`,
  );
  const { exitCode, all } = await runMain(['check', folder]);
  expect(exitCode, all).toBe(2);
  expect(all).toContain(problem);
});

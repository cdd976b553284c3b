import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../../src/model/version.ts';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { root, runCli, runMain } from '../helpers/cli.ts';
import { kubeconfigFor } from '../helpers/kubeconfig.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { podManifest } from '../helpers/world.ts';

/** A PATH with these programs only, each a shell script. */
async function pathWith(programs: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  await symlink('/bin/sh', join(folder, 'sh'));
  return folder;
}

async function scenarioIn(text: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'scenario.yaml'), text);
  return folder;
}

test('plan prints the matrix of every stage, and touches nothing', async () => {
  const { exitCode, all } = await runMain(['plan'], { PATH: await pathWith({}) });
  expect(exitCode, all).toBe(0);
  expect(all).toContain('stage 5/5: databases: 37 allowed, 19 blocked');
  expect(all).toMatch(/neighbour +· +· +· +· +✓ +✓/);
  expect(all).toMatch(/280 flows in 5 stages, about \d+ probes; probing takes about 22.5 s/);
});

test.for([
  [['verify', 'nowhere'], 2, 'cannot read nowhere: there is no such file', 'a file that does not exist'],
  [['verfiy'], 2, "unknown command 'verfiy'\n(Did you mean verify?)", 'a misspelt command'],
  [['verify', '--stages', 'dns'], 2, "unknown option '--stages'", 'a misspelt option'],
  [
    ['verify', '--connect-timeout', 'soon'],
    2,
    'It is a number of seconds from 0.5 to 60.',
    'a timeout that is no number',
  ],
  [
    ['verify', '--fresh', '--as-is'],
    2,
    "option '--fresh' cannot be used with option '--as-is'",
    'options that exclude each other',
  ],
  [
    ['verify', '--context', 'staging', '--in-cluster-workers', '2', '--max-rate', '5'],
    2,
    "option '--max-rate <number>' cannot be used with option '--in-cluster-workers <number>'",
    'a rate that workers would not keep',
  ],
  [['verify', '--stage', 'dsn'], 2, 'no stage is called "dsn"; did you mean "dns"?', 'a stage that does not exist'],
  [
    ['verify', '--json', '/nowhere/report.json'],
    2,
    'cannot write /nowhere/report.json',
    'a report that cannot be written',
  ],
  [['verify', '--json', '.'], 2, 'cannot write .: it is a folder', 'a folder where a report should be'],
  [['verify', '--json', '/dev/full'], 2, 'cannot write /dev/full: it is no plain file', 'a device that is full'],
  [['verify', '--junit', ''], 2, 'cannot write "": it has no name', 'no name at all'],
  [['verify', '--json', '/proc/x'], 2, 'cannot write /proc/x: ', 'a folder where nothing can be made'],
  [
    ['verify', '--json', '/tmp/flowproof-x', '--junit', '/tmp/../tmp/flowproof-x'],
    2,
    'another report goes there',
    'two reports in one file',
  ],
  [
    ['verify', '--markdown', 'scenarios/task-api/scenario.yaml'],
    2,
    'cannot write scenarios/task-api/scenario.yaml: it is an input',
    'a report in the place of the scenario',
  ],
  [
    ['verify', '--environment', 'kind', '--image-archive', '/nowhere.tar'],
    2,
    'Cannot read the image archive /nowhere.tar.',
    'an archive that is not there',
  ],
  [
    ['verify', '--kind-config', 'README.md'],
    2,
    'README.md is not a kind configuration.',
    'a configuration that is none',
  ],
  [['--version'], 0, version, 'the version'],
] as const)('%j ends with %i and says %j: %s', async ([args, code, text]) => {
  const { exitCode, all } = await runMain(args, { PATH: await pathWith({}) });
  expect(exitCode, all).toBe(code);
  expect(all).toContain(text);
  expect(all).not.toMatch(/\n\s+at .*\(/);
});

test('a wrong scenario ends with 2, and every problem has file, line and column', async () => {
  const folder = await scenarioIn('name: x\nendpoints: {}\notherwise: denied\nflow: []\n');
  const { exitCode, all } = await runMain(['verify', folder]);
  expect(exitCode).toBe(2);
  expect(all).toContain(`${folder}/scenario.yaml:3:12: otherwise: has to be allowed or blocked`);
  expect(all).toContain(`${folder}/scenario.yaml:4:1: unknown key "flow"; did you mean "flows"?`);
  expect(all).toContain('Nothing was touched');
});

test('plan says what is left out, and what comes with protect', async () => {
  const folder = await scenarioIn(`name: x
manifests: [world.yaml]
endpoints:
  api: { pods: { namespace: default, workload: pod/api } }
  web: { pods: { namespace: default, workload: pod/web } }
protect: [api]
`);
  const pods = ['default/api app=api http:80', 'default/web app=web http:80'];
  await writeFile(join(folder, 'world.yaml'), pods.map(podManifest).join('\n---\n'));
  const { exitCode, all } = await runMain(['plan', folder]);
  expect(exitCode, all).toBe(0);
  expect(all).toMatch(/^stranger +· *$/m);
  expect(all).toContain(
    'left out, for nobody says what they should do: 5 flows among web, coredns, stranger\n\n5 flows in 1 stage',
  );
});

test('a manifest that is missing ends with 2', async () => {
  const folder = await scenarioIn('name: x\nmanifests: [nowhere.yaml]\nendpoints: {}\n');
  const { exitCode, all } = await runMain(['plan', folder]);
  expect(exitCode).toBe(2);
  expect(all).toContain('scenario.yaml:2:13: cannot read "nowhere.yaml": there is no such file');
});

const kind = 'echo "kind v0.33.0 go1.26 linux/amd64"';
test.for([
  [{ kind }, 'Docker is not installed', 'no Docker'],
  [
    {
      kind,
      docker:
        'echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?" >&2; exit 1',
    },
    'its daemon does not answer',
    'a daemon that does not run',
  ],
  [{ docker: `echo '{"MemTotal": 16000000000}'` }, 'kind is not installed', 'no kind'],
  [
    { docker: `echo '{"MemTotal": 16000000000}'`, kind: 'echo "kind v0.20.0 go1.20 linux/amd64"' },
    '0.20',
    'a kind that is too old',
  ],
] as const)('%o: "%s", and exit code 3: %s', async ([programs, text]) => {
  const junit = join(await temporaryFolder(), 'junit.xml');
  const { exitCode, all } = await runMain(['verify', '--environment', 'kind', '--junit', junit], {
    PATH: await pathWith(programs),
  });
  expect(exitCode, all).toBe(3);
  expect(all.replaceAll(/\s+/g, ' ')).toContain(text);
  // A nightly job must see red, not an absent file.
  expect(await readFile(junit, 'utf8')).toMatch(/<error /);
});

test('where neither kind nor network namespaces can be had, both reasons are told, and what to type', async () => {
  const { exitCode, all } = await runCli(['verify'], { PATH: await pathWith({}) });
  expect(exitCode, all).toBe(3);
  const text = all.replaceAll(/\s+/g, ' ');
  expect(text).toContain('no kind cluster: Docker is not installed');
  expect(text).toMatch(/not installed: .*busybox.* Install them: sudo apt-get install -y .*busybox/);
});

test.for([
  [
    ['verify', '--environment', 'kind', '--fault', 'loss=5%'],
    '--fault is for network namespaces, and --environment kind is for kind clusters',
  ],
  [
    ['verify', '--fresh', '--ip-family', 'ipv6'],
    '--ip-family is for network namespaces, and --fresh is for kind clusters',
  ],
  [['verify', '--environment', 'netns', '--no-apply'], '--no-apply is for kind clusters, and --environment netns'],
  [['verify', '--environment', 'kind', '--apply'], '--apply is for existing clusters, and --environment kind'],
  [
    ['verify', '--context', 'x', '--keep'],
    '--context is for existing clusters, and --keep is for kind clusters or network namespaces',
  ],
  [['verify', '--environment', 'netns', '--max-pods', '2'], '--max-pods is for existing clusters, and --environment'],
  [['verify', '--watch', '--keep'], "option '--watch' cannot be used with option '--keep'"],
  [['verify', '--max-pods', '2'], 'no cluster named; flowproof never uses the current context on its own'],
  [['plan', '--replicas', 'one'], 'no cluster named'],
  [
    ['clean', '--cluster', 'x', '--kubeconfig', 'y'],
    '--kubeconfig is for existing clusters, and --cluster is for kind',
  ],
  [['mutate', '--fresh'], '--environment and options for kind clusters need --live'],
  [['verify', '--fault', 'dead=redsi'], 'no endpoint is called "redsi"; did you mean "redis"?'],
  [['verify', '--fault', 'slow=1s'], 'It is a list of: delay=200ms, loss=5%, dead=ENDPOINT, dns=silent.'],
] as const)('%j is refused: %s', async ([args, text]) => {
  await using kubeconfig = await kubeconfigFor('https://127.0.0.1:1');
  const { exitCode, all } = await runMain(args, { KUBECONFIG: kubeconfig.file });
  expect(exitCode, all).toBe(2);
  expect(all.replaceAll(/\s+/g, ' ')).toContain(text);
});

test('a variable that names an existing cluster is refused beside options of another target', async () => {
  const { exitCode, all } = await runMain(['verify', '--fresh'], { FLOWPROOF_CONTEXT: 'staging' });
  expect(exitCode, all).toBe(2);
  expect(all).toContain('FLOWPROOF_CONTEXT is for existing clusters, and --fresh is for kind clusters');
});

test('the JSON Schema that ships is the one that the code validates by', async () => {
  expect(await readFile(join(root, 'scenario.schema.json'), 'utf8')).toBe(scenarioJsonSchema());
});

import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const docker = `echo '{"MemTotal": 8589934592}'`;
const kind = 'echo "kind v0.33.0 go1.26.8 linux/amd64"';

/** Programs on an otherwise empty PATH, the environment, and what `cluster up` says to that. */
test.for([
  ['neither is installed', {}, {}, [/Docker is not installed/, /kind is not installed/]],
  [
    'Docker is not installed',
    { kind },
    {},
    [/Docker is not installed.*neither is podman or nerdctl/, /docs\.docker\.com/],
  ],
  ['kind is not installed', { docker }, {}, [/kind is not installed/, /kind\.sigs\.k8s\.io/]],
  [
    'the daemon does not run',
    { kind, docker: 'echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock." >&2; exit 1' },
    {},
    [/docker is installed, but its daemon does not answer: Cannot connect/, /systemctl start docker/],
  ],
  [
    'the daemon does not run, and docker exits with 0',
    { kind, docker: `echo '{"ServerErrors": ["Cannot connect to the Docker daemon"]}'` },
    {},
    [/docker is installed, but its daemon does not answer: Cannot connect/],
  ],
  [
    'the user may not use Docker',
    { kind, docker: 'echo "permission denied while trying to connect to the Docker daemon socket" >&2; exit 1' },
    {},
    [/Your user may not use docker/, /group "docker"/],
  ],
  ['kind is too old', { docker, kind: 'echo "kind v0.20.0 go1.20"' }, {}, [/kind 0\.20 is too old.*0\.27 or later/]],
  [
    'KIND_EXPERIMENTAL_PROVIDER names an engine that is not there',
    { docker, kind },
    { KIND_EXPERIMENTAL_PROVIDER: 'podman' },
    [/podman is not installed, but KIND_EXPERIMENTAL_PROVIDER names it/],
  ],
  [
    'KIND_EXPERIMENTAL_PROVIDER names something unknown',
    { docker, kind },
    { KIND_EXPERIMENTAL_PROVIDER: 'lxc' },
    [/KIND_EXPERIMENTAL_PROVIDER is "lxc"/, /docker, nerdctl, podman/],
  ],
  [
    'containers have too little memory',
    { docker: `echo '{"MemTotal": 2147483648}'`, kind: `case $1 in version) ${kind} ;; esac` },
    {},
    [/Containers have 2\.0 GiB of memory here/, /4 GiB or more/],
  ],
] as const)('%s: one clear sentence, what to do, and exit code 3', async ([, programs, env, patterns]) => {
  const folder = await temporaryFolder();
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  const calico = join(folder, 'calico.yaml');
  await writeFile(calico, 'apiVersion: v1\nkind: Pod\nmetadata: { name: calico-node }\nimage: calico/node:v3.31.0\n');
  const args = ['cluster', 'up', '--cluster', 'preflight-test'];
  const { exitCode, all } = await runMain(args, {
    KIND_EXPERIMENTAL_PROVIDER: '',
    FLOWPROOF_CALICO_MANIFEST: calico,
    ...env,
    PATH: folder,
  });
  await rm(folder, { recursive: true });
  expect(exitCode, all).toBe(3);
  for (const pattern of patterns) expect(all).toMatch(pattern);
  // A defect would show its stack.
  expect(all).not.toMatch(/^ +at /m);
});

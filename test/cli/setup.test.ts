import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { root } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const setup = join(root, 'scripts/setup.ts');

/** A machine without busybox and curl, at least, and with an apt-get that does this. */
async function machine(apt: string): Promise<{ PATH: string; FLOWPROOF_NO_INSTALL: string }> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'apt-get'), `#!/bin/sh\n${apt}\n`, { mode: 0o755 });
  await writeFile(join(folder, 'sudo'), '#!/bin/sh\nshift\nexec "$@"\n', { mode: 0o755 });
  await symlink('/bin/sh', join(folder, 'sh'));
  return { PATH: folder, FLOWPROOF_NO_INSTALL: '' };
}

async function run(env: Record<string, string>, ...args: string[]): Promise<string> {
  const { all, exitCode } = await execa(process.execPath, [setup, ...args], { env, all: true, reject: false });
  expect(exitCode, all).toBe(0);
  return all;
}

const works = `[ $1 = update ] || echo "Reading package lists...
Get:1 http://deb.debian.org/debian trixie/main amd64 busybox amd64 1:1.37.0 [490 kB]
Setting up busybox (1:1.37.0) ..."`;

test.skipIf(process.platform !== 'linux')('says what is installed and what for, and shows how far it is', async () => {
  const env = await machine(works);
  const lines = (await run(env)).split('\n');
  expect(lines[0]).toMatch(
    /^flowproof makes network namespaces with programs of \d+ Debian packages that are not here:/,
  );
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}curl +opens the TCP connections that are probed$/));
  const announced = lines.indexOf('Installing them with apt-get, as root; FLOWPROOF_NO_INSTALL=1 leaves them out.');
  expect(lines.slice(announced + 1)).toEqual([
    '  Get:1 http://deb.debian.org/debian trixie/main amd64 busybox amd64 1:1.37.0 [490 kB]',
    '  Setting up busybox (1:1.37.0) ...',
  ]);
});

test.skipIf(process.platform !== 'linux')('has words for every package', async () => {
  expect(await run(await machine('exit 1'))).not.toContain('is needed as well');
});

test.skipIf(process.platform !== 'linux')('says why apt-get failed, and what to type', async () => {
  const text = await run(await machine('echo "E: Unable to locate package busybox" >&2; exit 100'));
  expect(text).toContain('  E: Unable to locate package busybox\nThat did not work');
  expect(text).toMatch(/\n {2}sudo apt-get install -y --no-install-recommends .*busybox/);
});

test.skipIf(process.platform !== 'linux').for([
  ['the flag', ['--no-install'], ''],
  ['the environment variable', [], '1'],
] as const)('%s leaves everything out, and what to type is said', async ([, args, variable]) => {
  const env = await machine('echo "Get:1 touched"');
  const text = await run({ ...env, FLOWPROOF_NO_INSTALL: variable }, ...args);
  expect(text).toMatch(/^ {2}busybox +looks names up/m);
  expect(text).toContain(
    'They are left out, so only kind clusters can be used here. To have them:\n  sudo apt-get install',
  );
  expect(text).not.toContain('touched');
});

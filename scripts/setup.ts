import process from 'node:process';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { installArguments, installCommand, missingPackages } from '../src/environments/netns/programs.ts';

/**
 * Installs the programs that network namespaces are made with, where it may: as root, or with a sudo that asks nothing.
 * Elsewhere, and where it is told not to, it says what to type. `npm run setup`; `npm run verify` and `npm test` run it first.
 */
const { values: flags } = parseArgs({ options: { 'no-install': { type: 'boolean', default: false } } });
const mayInstall = !flags['no-install'] && (process.env['FLOWPROOF_NO_INSTALL'] ?? '') === '';

/** What flowproof has each Debian package for. */
const purposes: Readonly<Record<string, string>> = {
  busybox: 'looks names up',
  curl: 'opens the TCP connections that are probed',
  iproute2: 'makes the network namespaces, and what links them',
  'netcat-openbsd': 'sends the UDP datagrams that are probed',
  nftables: 'enforces the policies',
  'perl-base': 'listens, and answers',
  'util-linux': 'runs all of it apart from the rest of this machine',
};

/** The lines of apt-get that tell how far it is, or what went wrong; it has many more. */
const telling = /^(Get|Ign|Err):\d|^(Setting up|Waiting for|E:|W:) /;

/** A machine that has only just started installs things itself. */
const awaitOthers = ['-o', 'DPkg::Lock::Timeout=120'];

const print = (line: string): void => void process.stderr.write(`${line}\n`);
const missing = process.platform === 'linux' ? await missingPackages() : [];

if (missing.length > 0) {
  const width = Math.max(...missing.map((name) => name.length));
  print(`flowproof makes network namespaces with programs of ${missing.length} Debian packages that are not here:`);
  for (const name of missing) print(`  ${name.padEnd(width)}  ${purposes[name] ?? 'is needed as well'}`);
  if (!mayInstall) {
    print('They are left out, so only kind clusters can be used here. To have them:');
    print(`  ${installCommand(missing)}`);
  } else {
    const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    print('Installing them with apt-get, as root; FLOWPROOF_NO_INSTALL=1 leaves them out.');
    if (!(await installed(asRoot))) {
      print('That did not work, so only kind clusters can be used here. To have them as well:');
      print(`  ${installCommand(missing)}`);
    }
  }
}

async function installed(asRoot: readonly string[]): Promise<boolean> {
  // A fresh container has no list of packages, and an old list may name what is gone.
  return (
    (await apt(asRoot, installArguments(missing))) ||
    ((await apt(asRoot, ['update', '-q'])) && (await apt(asRoot, installArguments(missing))))
  );
}

async function apt(asRoot: readonly string[], args: readonly string[]): Promise<boolean> {
  const [program = '', ...rest] = [...asRoot, 'apt-get', ...awaitOthers, ...args];
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const running = execa(program, rest, { env, reject: false, stdin: 'ignore', all: true, timeout: 300_000 });
  for await (const line of running.iterable({ from: 'all' })) if (telling.test(line)) print(`  ${line}`);
  return !(await running).failed;
}

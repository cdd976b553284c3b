import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '../../model/errors.ts';

/** The programs that the environment consists of, by the Debian package that has them. */
const packages: Readonly<Record<string, readonly string[]>> = {
  busybox: ['busybox'],
  curl: ['curl'],
  iproute2: ['ip'],
  'netcat-openbsd': ['nc'],
  nftables: ['nft'],
  'perl-base': ['perl'],
  'util-linux': ['unshare', 'nsenter'],
};

/** Where programs are, those for root too, which Debian leaves out of other users' PATH; an empty part would be this folder. */
export const path = [process.env['PATH'] ?? '', '/usr/sbin', '/sbin'].filter((part) => part !== '').join(':');

/** The Debian packages whose programs are missing here. */
export async function missingPackages(): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(packages).map(async ([name, programs]) => {
      const installed = await Promise.all(programs.map(isInstalled));
      return installed.every(Boolean) ? [] : [name];
    }),
  );
  return found.flat();
}

/**
 * @throws {@link EnvironmentError} naming every program that is missing, and the command that installs them.
 */
export async function checkPrograms(): Promise<void> {
  if (process.platform !== 'linux') {
    throw new EnvironmentError(
      `network namespaces are Linux's, and this is ${process.platform}`,
      'Use a kind cluster: install Docker and kind. Or run flowproof in a Linux virtual machine.',
    );
  }
  const missing = await missingPackages();
  if (missing.length === 0) return;
  const programs = missing.flatMap((name) => packages[name] ?? []).join(', ');
  throw new EnvironmentError(`not installed: ${programs}`, `Install them: ${installCommand(missing)}`);
}

/** The command that installs Debian packages. */
export function installCommand(names: readonly string[]): string {
  return `sudo apt-get ${installArguments(names).join(' ')}`;
}

/** What apt-get is told to install Debian packages without a question, and nothing besides. */
export function installArguments(names: readonly string[]): string[] {
  return ['install', '-y', '--no-install-recommends', ...names];
}

async function isInstalled(program: string): Promise<boolean> {
  const tries = path.split(':').map(async (folder) => {
    await access(join(folder, program), constants.X_OK);
  });
  return await Promise.any(tries).then(
    () => true,
    () => false,
  );
}

import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { sha256, writeChecksums } from '../executable/checksums.ts';
import { archiveName, krewManifest } from './krew.ts';

/** Where it is made. */
export const folder = 'release';
const executable = 'flowproof-linux-x64';

/** Everything that is made for a release. */
export const filesOf = (version: string): string[] => [
  packageName(version),
  executable,
  archiveName,
  'SHA256SUMS',
  'flowproof.yaml',
  'NOTES.md',
];

export const packageName = (version: string): string => `flowproof-${version}.tgz`;

/** Makes what is downloaded of a release, from what is in this folder. */
export async function make({ version, repository, notes }: Release): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  // What a source that is gone was compiled to would be packed.
  await rm('dist', { recursive: true, force: true });
  await run('npm', 'pack', '--silent', '--pack-destination', folder);
  await run('npm', 'run', '--silent', 'executable');
  await copyFile(join('executable', executable), join(folder, executable));
  await run('tar', ...ownedByNobody, '-czf', join(folder, archiveName), 'LICENSE', '-C', 'executable', ...archived);
  const hash = await sha256(join(folder, archiveName));
  await writeFile(join(folder, 'flowproof.yaml'), krewManifest({ version, repository, sha256: hash }));
  await writeFile(join(folder, 'NOTES.md'), `${notes}\n`);
  await writeChecksums(folder, [packageName(version), executable, archiveName]);
}

const archived = ['NOTICES', executable, `--transform=s/^${executable}$/flowproof/`];
/** Whoever made it is nobody where it is unpacked. */
const ownedByNobody = ['--owner=0', '--group=0', '--numeric-owner'];

interface Release {
  readonly version: string;
  readonly repository: string;
  readonly notes: string;
}

/** Runs a program, which may say what it does. */
export async function run(program: string, ...args: readonly string[]): Promise<void> {
  await execa(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}

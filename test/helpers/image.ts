import { execa } from 'execa';
import { findArchives } from '../../src/environments/kind/archives.ts';
import { root } from './cli.ts';
import { clusterName, skipReason } from './cluster.ts';

/** The image that the tests build of these sources. */
export const image = 'flowproof:test';

/** Why tests that need the image cannot run here; `undefined` where they can. */
export const imageSkipReason: string | undefined = skipReason ?? (await reasonToSkip());
if (imageSkipReason !== undefined) process.stdout.write(`tests of the image are skipped: ${imageSkipReason}\n`);

/** Puts the image on the nodes of the shared cluster. */
export async function loadImage(): Promise<void> {
  await execa('kind', ['load', 'docker-image', image, '--name', clusterName], { timeout: 300_000 });
}

/** Builds it on Node's own image or, where images come from archives, on one of those, out of local layers. */
async function reasonToSkip(): Promise<string | undefined> {
  const { FLOWPROOF_IMAGE_ARCHIVES: archives, FLOWPROOF_PROBE_IMAGE: base } = process.env;
  const local = archives !== undefined && base !== undefined;
  if (local) await ensureLoaded(base, archives);
  const flags = local ? ['--base', base, '--own-node'] : [];
  const built = await execa('npm', ['run', '-s', 'image', '--', '--tag', image, ...flags], {
    cwd: root,
    reject: false,
    all: true,
    timeout: 600_000,
  });
  if (built.failed) return `the image cannot be built: ${built.all.slice(-500)}`;
  const started = await execa('docker', ['run', '--rm', '--read-only', image, '--version'], {
    reject: false,
    timeout: 60_000,
  });
  return started.failed ? `the image does not start: ${started.stderr}` : undefined;
}

async function ensureLoaded(name: string, archives: string): Promise<void> {
  const { failed } = await execa('docker', ['image', 'inspect', name], { reject: false, timeout: 20_000 });
  if (!failed) return;
  const found = await findArchives(archives.split(':'));
  const holding = found.find(({ images }) => images?.includes(name));
  if (holding) await execa('docker', ['load', '--input', holding.path], { timeout: 300_000 });
}

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
  // As where files are their owner's alone, who is not the user of the image.
  const built = await execa('sh', ['-c', 'umask 077; exec npm run -s image -- "$@"', 'sh', '--tag', image, ...flags], {
    cwd: root,
    reject: false,
    all: true,
    timeout: 600_000,
  });
  return built.failed ? `the image cannot be built: ${built.all.slice(-500)}` : undefined;
}

async function ensureLoaded(name: string, archives: string): Promise<void> {
  const { failed } = await execa('docker', ['image', 'inspect', name], { reject: false, timeout: 20_000 });
  if (!failed) return;
  const found = await findArchives(archives.split(':'));
  const holding = found.find(({ images }) => images?.includes(name));
  if (holding) await execa('docker', ['load', '--input', holding.path], { timeout: 300_000 });
}

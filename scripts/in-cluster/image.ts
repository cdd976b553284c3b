import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { z } from 'zod';

// Builds the image of scripts/in-cluster/Dockerfile out of what is here: dist, and the dependencies in node_modules.

const { values: flags } = parseArgs({
  options: {
    tag: { type: 'string' },
    /** Default: the one in the Dockerfile. */
    base: { type: 'string' },
    /** Brings the Node of node_modules along, for a base that has none; it is for this machine's processor and Linux. */
    'own-node': { type: 'boolean', default: false },
  },
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = z.object({ version: z.string() }).parse(await readJson('package.json'));
const tag = flags.tag ?? `flowproof:${version}`;

const context = await mkdtemp(join(tmpdir(), 'flowproof-image-'));
try {
  for (const path of ['dist', 'package.json', 'LICENSE', ...(await runtimePackages())]) await take(path, path);
  await mkdir(join(context, 'bin'));
  await symlink('../dist/bin.js', join(context, 'bin/flowproof'));
  await chmod(join(context, 'dist/bin.js'), 0o755);
  if (flags['own-node']) await take('node_modules/node/bin/node', 'bin/node');
  // The user of the image is nobody that the files here belong to, and a checkout may be its owner's alone (umask 077).
  await execa('chmod', ['-R', 'u=rwX,go=rX', context], { timeout: 60_000 });
  await execa(
    'docker',
    [
      'build',
      '--file',
      join(root, 'scripts/in-cluster/Dockerfile'),
      '--tag',
      tag,
      ...(flags.base === undefined ? [] : ['--build-arg', `BASE=${flags.base}`]),
      context,
    ],
    { stdio: 'inherit', timeout: 600_000 },
  );
} finally {
  await rm(context, { recursive: true });
}

/** Folders of the packages that flowproof has when it runs, as the lock file tells; nested ones come with theirs. */
async function runtimePackages(): Promise<string[]> {
  const flag = z.boolean().optional();
  const lock = z.object({ packages: z.record(z.string(), z.looseObject({ dev: flag, optional: flag })) });
  const { packages } = lock.parse(await readJson('package-lock.json'));
  return Object.entries(packages).flatMap(([path, { dev = false, optional = false }]) => {
    const isNeeded = /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !dev && !path.startsWith('node_modules/@types/');
    // `npm ci --omit=optional` leaves some out.
    return isNeeded && !(optional && !existsSync(join(root, path))) ? [path] : [];
  });
}

async function take(from: string, to: string): Promise<void> {
  const target = join(context, to);
  await mkdir(dirname(target), { recursive: true });
  await cp(join(root, from), target, { recursive: true, filter: (path) => !/\.(map|d\.[cm]?ts)$/.test(path) });
}

async function readJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(root, name), 'utf8')) as unknown;
}

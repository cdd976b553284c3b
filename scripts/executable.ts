import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { bundle } from './executable/bundle.ts';
import { writeChecksums } from './executable/checksums.ts';
import { noticesOf } from './executable/notices.ts';

// npm run executable: flowproof, and the Node of node_modules, as one file for machines that have no Node.

if (process.platform !== 'linux' || process.arch !== 'x64') {
  throw new Error(
    `The executable is for Linux on x64, and is made there; this is ${process.platform} on ${process.arch}.`,
  );
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'executable');
const name = 'flowproof-linux-x64';
const executable = join(folder, name);
const node = join(root, 'node_modules/node/bin/node');
/** Where Node looks whether something was injected. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

await rm(folder, { recursive: true, force: true });
await mkdir(folder);
const work = await mkdtemp(join(tmpdir(), 'flowproof-executable-'));
try {
  const packages = await bundle(join(root, 'src/bin.ts'), join(work, 'flowproof.cjs'));
  await writeFile(join(folder, 'NOTICES'), await noticesOf(packages, process.version));
  await writeFile(join(work, 'sea.json'), JSON.stringify(await seaConfig()));
  await execa(node, ['--experimental-sea-config', 'sea.json'], { cwd: work });
  await copyFile(node, executable);
  await chmod(executable, 0o755);
  // A seventh of Node are the names of its functions, for debuggers.
  await execa('strip', [executable]);
  await execa('postject', [executable, 'NODE_SEA_BLOB', join(work, 'blob'), '--sentinel-fuse', fuse], {
    preferLocal: true,
    localDir: root,
  });
} finally {
  await rm(work, { recursive: true });
}
await writeChecksums(folder, [name]);
const { size } = await stat(executable);
process.stdout.write(`executable/${name}: ${Math.round(size / 1e6)} MB\n`);

/** https://nodejs.org/api/single-executable-applications.html */
async function seaConfig(): Promise<object> {
  const scenario = await readdir(join(root, 'scenarios/task-api'), { recursive: true, withFileTypes: true });
  const files = scenario.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const shipped = [...files, join(root, 'kind-config.yaml'), join(root, 'dist/page.html')];
  return {
    main: 'flowproof.cjs',
    output: 'blob',
    disableExperimentalSEAWarning: true,
    // Compiling is most of what a command takes to start.
    useCodeCache: true,
    assets: Object.fromEntries(shipped.map((path) => [path.slice(root.length), path])),
  };
}

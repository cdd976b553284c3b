import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UsageError } from '../../../src/model/errors.ts';
import { findArchives } from '../../../src/environments/kind/archives.ts';
import { mayHoldCalico } from '../../../src/environments/kind/images.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'archives'));
  await mkdir(join(folder, 'empty'));
  await saveArchive('archives/calico.tar', ['quay.io/calico/node:v3.31.0', 'quay.io/calico/cni:v3.31.0']);
  await saveArchive('archives/curl.tar', ['curlimages/curl:8.16.0']);
  await writeFile(join(folder, 'archives/readme.txt'), 'not an archive');
  await writeFile(join(folder, 'compressed.tar.gz'), 'not a tar file, as far as its first bytes tell');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('a folder stands for its *.tar files, and what is in them is known', async () => {
  const archives = await findArchives([join(folder, 'archives')]);
  expect(archives.map(({ images }) => images)).toEqual([
    ['quay.io/calico/node:v3.31.0', 'quay.io/calico/cni:v3.31.0'],
    ['curlimages/curl:8.16.0'],
  ]);
});

test('an archive that is named twice is loaded once', async () => {
  const archives = await findArchives([join(folder, 'archives/curl.tar'), join(folder, 'archives')]);
  expect(archives).toHaveLength(2);
});

test('archives that may hold Calico are told apart from those that do not, and unknown ones may', async () => {
  const archives = await findArchives([join(folder, 'archives'), join(folder, 'compressed.tar.gz')]);
  expect(archives.map(mayHoldCalico)).toEqual([true, false, true]);
});

test('an archive that was written anew is another one', async () => {
  const path = join(folder, 'archives/curl.tar');
  const [before] = await findArchives([path]);
  await utimes(path, 1, 1);
  const [after] = await findArchives([path]);
  expect(after?.fingerprint).not.toBe(before?.fingerprint);
});

test.for([
  ['absent.tar', /^Cannot read the image archive .*absent\.tar\.$/],
  ['empty', /^The folder .*empty holds no image archives \(\*\.tar\)\.$/],
] as const)('the path %s is refused', async ([name, message]) => {
  const failure = findArchives([join(folder, name)]);
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.toBeInstanceOf(UsageError);
});

/** Writes what `docker save` would: layers first, then the table of contents. */
async function saveArchive(name: string, images: readonly string[]): Promise<void> {
  const content = await mkdtemp(join(folder, 'content-'));
  await writeFile(join(content, 'layer'), 'x'.repeat(1000));
  await writeFile(
    join(content, 'manifest.json'),
    JSON.stringify([{ Config: 'c', RepoTags: images, Layers: ['layer'] }]),
  );
  await execa('tar', ['-cf', join(folder, name), '-C', content, 'layer', 'manifest.json']);
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { releaseChangelog, releasedVersions } from './release/changelog.ts';
import { krewManifest } from './release/krew.ts';
import { filesOf, folder, make, packageName, run } from './release/make.ts';
import { pagesWith } from './release/pages.ts';
import { repositoryOf } from './release/repository.ts';
import { versionProblem } from './release/version.ts';

// npm run release -- VERSION [--dry-run]: makes a release of this folder, up to what others would see of it: that is for
// a person, who is told what to type.

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false } },
});
const dryRun = flags['dry-run'];
const [version = ''] = positionals;
const tag = `v${version}`;

const { version: current } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
const changelog = await readFile('CHANGELOG.md', 'utf8');
const released = releaseChangelog(changelog, version, new Date().toISOString().slice(0, 10));
const origin = repositoryOf(await git('config', '--get', 'remote.origin.url'));

const problems = found(
  versionProblem(version, { current, released: releasedVersions(changelog) }),
  released === undefined && 'CHANGELOG.md does not begin with an unreleased section that says something',
);
/** What a dry run tells, and looks beyond. */
const obstacles = found(
  (await git('branch', '--show-current')) !== 'main' && 'this is not the branch main',
  (await git('status', '--porcelain')) !== '' && 'there are changes that are not committed',
  (await git('tag', '--list', tag)) !== '' && `there is a tag ${tag} already`,
  origin === undefined && 'the remote "origin" is not on GitHub, where releases are downloaded',
);
for (const problem of problems) print(`error: ${problem}`);
for (const obstacle of obstacles) print(`${dryRun ? 'would stop' : 'error'}: ${obstacle}`);
if (released === undefined || problems.length > 0 || (obstacles.length > 0 && !dryRun)) process.exit(1);

const { notes } = released;
const repository = origin ?? 'https://github.com/OWNER/flowproof';
const edits = [['CHANGELOG.md', released.text], ...(await pagesWith(version, current))] as const;
const edited = [...edits.map(([file]) => file), 'package.json', 'package-lock.json'];

if (dryRun) {
  print(`would set the version ${version} in ${edited.join(', ')}`);
  print(`would make ${filesOf(version).join(', ')} in ${folder}/`);
  print(`would commit that as "Release ${version}", with the tag ${tag}`);
  print(`\nNOTES.md:\n\n${notes}`);
  print(`\nflowproof.yaml:\n\n${krewManifest({ version, repository, sha256: '(of the archive)' })}`);
} else {
  try {
    for (const [file, text] of edits) await writeFile(file, text);
    await run('npm', 'version', '--silent', version, '--no-git-tag-version', '--allow-same-version');
    await make({ version, repository, notes });
    await run('git', 'commit', '--quiet', '--message', `Release ${version}`, ...edited);
    await run('git', 'tag', '--annotate', '--message', `flowproof ${version}`, tag);
  } catch (error) {
    await run('git', 'restore', '--staged', '--worktree', ...edited);
    throw error;
  }
}

const inFolder = (name: string): string => join(folder, name);
const assets = filesOf(version).filter((name) => name !== 'NOTES.md' && name !== packageName(version));
print(`${dryRun ? 'would leave' : `\nflowproof ${version} is made. What is left`} for a person to type:

git push origin main ${tag}
gh release create ${tag} --title 'flowproof ${version}' --notes-file ${inFolder('NOTES.md')} ${assets.map(inFolder).join(' ')}
npm publish ${inFolder(packageName(version))}
npm run image -- --tag REGISTRY/flowproof:${version} && docker push REGISTRY/flowproof:${version}

For krew: ${inFolder('flowproof.yaml')} as plugins/flowproof.yaml of https://github.com/kubernetes-sigs/krew-index`);

function found(...texts: readonly (string | false | undefined)[]): string[] {
  return texts.filter((text) => typeof text === 'string');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What git says; nothing where it has nothing to say. */
async function git(...args: readonly string[]): Promise<string> {
  return (await execa('git', args, { reject: false })).stdout;
}

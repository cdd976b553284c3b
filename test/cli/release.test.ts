import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, describe, expect, test } from 'vitest';
import { root } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const today = new Date().toISOString().slice(0, 10);

describe('npm run release', { timeout: 60_000 }, () => {
  /** A checkout of a package that is made in no time. */
  let checkout = '';
  beforeEach(async () => {
    checkout = await temporaryFolder();
    await mkdir(join(checkout, 'docs'));
    const files = {
      '.gitignore': 'executable\nrelease\n',
      'package.json': JSON.stringify({ name: 'flowproof', version: '0.1.0', scripts: { executable } }),
      'package-lock.json': '{ "name": "flowproof", "version": "0.1.0", "lockfileVersion": 3, "packages": {} }',
      'CHANGELOG.md': `# Changelog\n\n## Unreleased\n\n- More.\n\n## 0.1.0, 2026-10-01\n\n- Begins.\n`,
      'README.md': 'docker pull registry.example/flowproof:0.1.0\n',
      'docs/install.md': 'npx flowproof@0.1.0\n',
      'report.schema.json': '{ "$id": "https://unpkg.com/flowproof@0.1.0/report.schema.json" }\n',
      LICENSE: 'Apache\n',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(checkout, name), text);
    await git('init', '--quiet', '--initial-branch', 'main');
    await git('remote', 'add', 'origin', 'git@github.com:example/flowproof.git');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'Begin');
  });

  const executable = 'mkdir -p executable && cd executable && echo program >flowproof-linux-x64 && echo MIT >NOTICES';
  const git = async (...args: readonly string[]): Promise<string> =>
    (await execa('git', args, { cwd: checkout, env: identity })).stdout;
  const text = async (name: string): Promise<string> => await readFile(join(checkout, name), 'utf8');
  const release = async (...args: readonly string[]) => {
    const options = { cwd: checkout, env: identity, reject: false, all: true } as const;
    return await execa(process.execPath, [join(root, 'scripts/release.ts'), ...args], options);
  };

  test('makes what is downloaded, a commit and a tag, and says what to type', async () => {
    const { exitCode, all } = await release('0.2.0');
    expect(exitCode, all).toBe(0);
    expect(all).toContain('git push origin main v0.2.0\ngh release create v0.2.0 ');
    expect(await git('show', '--format=%s', '--name-only', 'v0.2.0^{commit}')).toBe(
      'Release 0.2.0\n\nCHANGELOG.md\nREADME.md\ndocs/install.md\npackage-lock.json\npackage.json\nreport.schema.json',
    );
    expect(await git('status', '--porcelain')).toBe('');
    expect(await text('CHANGELOG.md')).toContain(`## 0.2.0, ${today}\n\n- More.\n\n## 0.1.0, 2026-10-01`);
    expect(await text('docs/install.md')).toBe('npx flowproof@0.2.0\n');
    expect(await text('report.schema.json')).toContain('flowproof@0.2.0/report.schema.json');
    expect(await text('release/NOTES.md')).toBe('- More.\n');
    const { stdout } = await execa('sha256sum', ['--check', 'SHA256SUMS'], { cwd: join(checkout, 'release') });
    expect(stdout).toBe('flowproof-0.2.0.tgz: OK\nflowproof-linux-x64: OK\nflowproof-linux-x64.tar.gz: OK');
    const archive = await execa('tar', ['-tzf', 'release/flowproof-linux-x64.tar.gz'], { cwd: checkout });
    expect(archive.stdout).toBe('LICENSE\nNOTICES\nflowproof');
    expect(await text('release/SHA256SUMS')).toContain(
      /sha256: (\w{64})/.exec(await text('release/flowproof.yaml'))?.[1],
    );
  });

  test('leaves the checkout as it was when something cannot be made', async () => {
    const failing = { name: 'flowproof', version: '0.1.0', scripts: { executable: 'exit 1' } };
    await writeFile(join(checkout, 'package.json'), JSON.stringify(failing));
    await git('commit', '--quiet', '--all', '--message', 'Break');
    const { exitCode } = await release('0.2.0');
    expect(exitCode).toBe(1);
    expect(await git('status', '--porcelain')).toBe('');
    expect(await git('log', '-1', '--format=%s')).toBe('Break');
  });

  test('a dry run shows the notes and changes nothing, whatever the checkout', async () => {
    await git('checkout', '--quiet', '-b', 'other');
    const { exitCode, all } = await release('0.2.0', '--dry-run');
    expect(exitCode, all).toBe(0);
    expect(all).toContain('would stop: this is not the branch main\n');
    expect(all).toContain('NOTES.md:\n\n- More.\n');
    expect(await git('status', '--porcelain', '--ignored')).toBe('');
    expect(await git('tag')).toBe('');
  });

  test('says all that is in the way', async () => {
    await writeFile(join(checkout, 'CHANGELOG.md'), '# Changelog\n\n## 0.1.0, 2026-10-01\n\n- Begins.\n');
    await git('checkout', '--quiet', '-b', 'other');
    const { exitCode, all } = await release('0.0.9');
    expect(exitCode).toBe(1);
    expect(all).toMatchInlineSnapshot(`
      "error: 0.0.9 is not later than 0.1.0, which is released
      error: CHANGELOG.md does not begin with an unreleased section that says something
      error: this is not the branch main
      error: there are changes that are not committed"
    `);
  });
});

/** Who commits, on a machine that has nobody. */
const identity = {
  GIT_AUTHOR_NAME: 'Somebody',
  GIT_AUTHOR_EMAIL: 'somebody@example.org',
  GIT_COMMITTER_NAME: 'Somebody',
  GIT_COMMITTER_EMAIL: 'somebody@example.org',
};

import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { root, runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** What a shell is told of the words that were typed. */
async function offered(...words: string[]): Promise<string[]> {
  const { exitCode, all } = await runMain(['complete', '--', ...words]);
  expect(exitCode, all).toBe(0);
  return all === '' ? [] : all.split('\n').map((line) => line.split('\t')[0] ?? '');
}

test.for<[typed: string[], candidates: string[], why: string]>([
  [['ver'], ['verify'], 'a command'],
  [['cluster', ''], ['up', 'down', 'help'], 'a command of a command'],
  [['verify', '--env'], ['--environment'], 'an option'],
  [['verify', '--environment', 'n'], ['netns'], 'a value of an option'],
  [['verify', '--environment=n'], ['--environment=netns'], 'a value behind ='],
  [['verify', '--environment', '=', 'n'], ['netns'], 'as bash has it'],
  [['verify', '--environment', '='], ['auto', 'kind', 'netns', 'existing'], 'as bash has it, with nothing yet'],
  [['verify', '--json', ''], [], 'a value that is a file'],
  [['probe', '-n', ''], [], 'a value of a short option'],
  [['verify', ''], [], 'an argument'],
  [['verify', 'scenarios/task-api', '--watc'], ['--watch'], 'an option after an argument'],
  [['completion', 'f'], ['fish'], 'an argument with a few values'],
])('%j can become %j: %s', async ([typed, candidates]) => {
  expect(await offered(...typed)).toEqual(candidates);
});

test('what nobody types is not offered, and what is no command is not followed by one', async () => {
  const all = await offered('');
  expect(all).toContain('completion');
  expect(all).not.toContain('worker');
  expect(all).not.toContain('complete');
});

const shells = {
  bash: `eval "$(flowproof completion bash)"
complete -p flowproof
COMP_WORDS=(flowproof verify --env) COMP_CWORD=2
_flowproof
printf '<%s>' "\${COMPREPLY[@]}"`,
  // It completes for a terminal alone.
  zsh: `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'autoload -Uz compinit; compinit -u -D; PS1=; eval "$(flowproof completion zsh)"; echo re''ady'
zpty -r -m shell line '*ready*'
zpty -w -n shell $'flowproof verify --env\\t'
zpty -r -m shell line '*--environment*' &&
print -r -- "<--environment>"`,
  fish: `flowproof completion fish | source
for candidate in (complete -C 'flowproof verify --env'); echo "<$(string split -- \\t $candidate)[1]>"; end`,
};

describe.for(Object.entries(shells))('%s', ([shell, program]) => {
  test('completes an option', { timeout: 60_000 }, async ({ skip }) => {
    const folder = await temporaryFolder();
    const flowproof = join(folder, 'flowproof');
    await writeFile(flowproof, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'src/bin.ts')}" "$@"\n`);
    await chmod(flowproof, 0o755);
    const env = { PATH: [folder, process.env['PATH']].join(delimiter), HOME: folder };
    const { code, all } = await execa(shell, ['-c', program], { env, reject: false, all: true, timeout: 50_000 });
    if (code === 'ENOENT') skip(`${shell} is not installed`);
    expect(all).toContain('<--environment>');
  });
});

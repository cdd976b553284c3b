import process from 'node:process';
import { execa } from 'execa';
import { installArguments, installCommand, missingPackages } from '../src/environments/netns/programs.ts';

/**
 * Installs the programs that network namespaces are made with, where it may: as root, or with a sudo that asks nothing.
 * Elsewhere it says what to type. `npm run setup`; `npm run verify` and `npm test` run it first.
 */
const print = (line: string): void => void process.stderr.write(`${line}\n`);
const missing = process.platform === 'linux' ? await missingPackages() : [];

if (missing.length > 0) {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  print(`Installing what flowproof makes network namespaces with: ${missing.join(' ')}`);
  if (!(await installed())) {
    print('That did not work, so only kind clusters can be used here. To have it as well:');
    print(`  ${installCommand(missing)}`);
  }

  async function installed(): Promise<boolean> {
    // A fresh container has no list of packages, and an old list may name what is gone.
    return (
      (await apt(installArguments(missing))) ||
      ((await apt(['update', '-q'])) && (await apt(installArguments(missing))))
    );
  }

  async function apt(args: readonly string[]): Promise<boolean> {
    const [program = '', ...rest] = [...asRoot, 'apt-get', ...args];
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const { failed } = await execa(program, rest, { env, reject: false, stdin: 'ignore', timeout: 300_000 });
    return !failed;
  }
}

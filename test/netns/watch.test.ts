import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, startCli } from '../helpers/cli.ts';
import { runUnread } from '../helpers/closed-pipe.ts';
import { skipReason } from '../helpers/netns.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

describe.skipIf(skipReason !== undefined)('verify --watch', () => {
  test('proves again after every save, tells mistakes of writing, and ends at Ctrl-C', async () => {
    const folder = join(await temporaryFolder(), 'task-api');
    await cp(join(root, 'scenarios/task-api'), folder, { recursive: true });
    const policy = join(folder, 'policies/allow-gateway-ingress.yaml');
    const text = await readFile(policy, 'utf8');
    // Longer than the second that watching takes by itself, which a slow machine may not hear well in.
    const run = startCli(['verify', folder, '--watch', '--connect-timeout', '3']);
    await run.printed(/PASS {2}56 flows in 1 stage as expected\n+watching/);
    await writeFile(policy, text.replace('8000', '8001'));
    await run.printed(/1\. CUT gateway → task-api:8000[^]*watching/);
    await writeFile(policy, text.replace('ingress:', 'ingres:'));
    await run.printed(
      /allow-gateway-ingress\.yaml:\d+:\d+: NetworkPolicy[^]*spec\.ingres: there is no such field[^]*watching/,
    );
    await writeFile(policy, text);
    await run.printed(/no such field[^]*PASS {2}56 flows in 1 stage as expected/);
    run.kill('SIGINT');
    expect((await run.result).exitCode).toBe(130);
  });

  test('ends when nobody reads what it proves', async () => {
    const scenario = join(root, 'scenarios/recipes/01-deny-all-to-an-application');
    expect(await runUnread(['verify', scenario, '--watch', '--quiet'])).toMatch(/exit code 0$/);
  });
});

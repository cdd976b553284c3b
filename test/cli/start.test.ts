import { expect, test } from 'vitest';
import { runCli } from '../helpers/cli.ts';

/** A Node for which the Kubernetes client does not exist, which takes longer to load than all the rest of flowproof, and no library of questions. */
const hook = `import { registerHooks } from 'node:module';
registerHooks({
  resolve(name, context, next) {
    if (name === '@kubernetes/client-node') throw new Error('the Kubernetes client is loaded');
    if (name === '@clack/prompts') throw new Error('the library of questions is loaded');
    return next(name, context);
  },
});`;
const withoutClient = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` };

test.for([
  [['--help']],
  [['verify', '--help']],
  [['probe', '--help']],
  [['plan']],
  [['check']],
  [['explain', '--from', 'gateway', '--to', 'task-api:8000']],
  [['lint', 'scenarios/task-api']],
  [['mutate']],
  [['suggest']],
  [['rbac', '-n', 'shop']],
  [['init', '--help']],
] as const)('%j starts without what it does not need', async ([args]) => {
  const { exitCode, all } = await runCli(args, withoutClient);
  expect(exitCode, all).toBe(0);
});

test('what needs a cluster loads it', async () => {
  const { exitCode, all } = await runCli(['cluster', 'down', '--cluster', 'flowproof-none'], withoutClient);
  expect(exitCode).toBe(70);
  expect(all).toContain('the Kubernetes client is loaded');
});

test('a run with nothing left to wait for, and no result, is no success', async () => {
  const endless = 'data:text/javascript,export const main = () => new Promise(() => {});';
  const withoutMain = `import { registerHooks } from 'node:module';
registerHooks({
  resolve: (name, context, next) =>
    name === './cli/main.ts' ? { url: ${JSON.stringify(endless)}, shortCircuit: true } : next(name, context),
});`;
  const { exitCode, all } = await runCli(['help'], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(withoutMain)}`,
  });
  expect([exitCode, all]).toEqual([70, '']);
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** A kubeconfig with one context, whose API server is nowhere. */
async function kubeconfig(): Promise<string> {
  const file = join(await temporaryFolder(), 'config');
  const parts = [
    'apiVersion: v1',
    'kind: Config',
    'clusters: [{ name: staging, cluster: { server: "https://127.0.0.1:1" } }]',
    'users: [{ name: me, user: { token: t } }]',
    'contexts: [{ name: staging, context: { cluster: staging, user: me } }]',
  ];
  await writeFile(file, parts.join('\n'));
  return file;
}

test.for([
  [['probe', '--context', 'staging'], 'no namespace named', 'no namespace'],
  [['observe', '--context', 'staging'], 'no namespace named', 'no namespace to observe'],
  [['probe', '-n', 'shop'], 'Name it with --context: staging.', 'no cluster'],
  [['probe', '-n', 'shop', '--context', 'stagng'], 'did you mean "staging"?', 'a context that does not exist'],
  [['probe', '-n', 'shop', '--from', 'api', '--context', 'staging'], 'one flow has two ends', 'a sender alone'],
  [
    ['probe', '-n', 'shop', '--outside-address', 'example.com', '--context', 'staging'],
    'It is a host and a port: 1.1.1.1:443.',
    'an address without a port',
  ],
  [['probe', '-n', 'shop', '--max-rate', '0', '--context', 'staging'], 'It is a whole number', 'no rate at all'],
  [
    ['observe', '-n', 'shop', '--max-rate', '9', '--in-cluster-workers', '2', '--context', 'staging'],
    "'--max-rate <number>' cannot be used with option '--in-cluster-workers <number>'",
    'a rate that workers do not keep',
  ],
  [
    ['probe', '-n', 'shop', '-v', '-q', '--context', 'staging'],
    "option '-v, --verbose' cannot be used with option '-q, --quiet'",
    'words and none',
  ],
  [
    ['probe', '-n', 'shop', '--json', '/nowhere/at-all.json', '--context', 'staging'],
    'cannot write /nowhere/at-all.json',
    'a report that cannot be written, before anything is asked',
  ],
] as const)('%j ends with 2 and says %j: %s', async ([args, text]) => {
  const { exitCode, all } = await runMain(args, { KUBECONFIG: await kubeconfig() });
  expect(exitCode, all).toBe(2);
  expect(all).toContain(text);
  expect(all).not.toMatch(/\n\s+at .*\(/);
});

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { runMain, startCli } from '../helpers/cli.ts';
import { kubeconfigFor, kubeconfigOf } from '../helpers/kubeconfig.ts';

/** A server on loopback, and its address without a scheme. */
interface Served extends AsyncDisposable {
  readonly address: string;
  /** Resolves when somebody has asked. */
  readonly asked: Promise<unknown>;
}

/** Answers as it is told. */
async function serve(answer: RequestListener): Promise<Served> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  const asked = once(server, 'request');
  await once(server, 'listening');
  return {
    asked,
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

const says =
  (status: number, type: string, body: string): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };
const page = says(200, 'text/html', '<html>Please log in</html>');
const plan = (kubeconfig: string): string[] => [
  'plan',
  'scenarios/task-api',
  '--context',
  'staging',
  '--kubeconfig',
  kubeconfig,
];
const plugin = (command: string, ...args: string[]): object => ({
  exec: {
    apiVersion: 'client.authentication.k8s.io/v1',
    command,
    args,
    interactiveMode: 'Never',
    installHint: 'Install it with: apt install x',
  },
});

test.for<[name: string, answer: RequestListener, scheme: string, user: object, message: RegExp]>([
  [
    'speaks no TLS',
    page,
    'https',
    {},
    /cannot reach https:\S+ \(context staging\): it does not speak TLS\n.*--context staging get ns/,
  ],
  [
    'is a proxy',
    page,
    'http',
    {},
    /cannot reach http:\S+ \(context staging\): what answers is no Kubernetes API server\n/,
  ],
  [
    'knows nobody',
    says(401, 'application/json', '{"message":"Unauthorized"}'),
    'http',
    {},
    /does not accept the credentials of this context: 401\n {2}Log in again/,
  ],
  [
    'needs a plugin that is missing',
    page,
    'http',
    plugin('/no/such/plugin'),
    /its credential plugin \/no\/such\/plugin is not installed\n {2}Install it with: apt install x/,
  ],
  [
    'needs a plugin that fails',
    page,
    'http',
    plugin('sh', '-c', 'echo token expired >&2; exit 1'),
    /its credential plugin sh failed: token expired\n {2}Log in again/,
  ],
  [
    'needs a certificate that is missing',
    page,
    'http',
    { 'client-certificate': '/no/such.crt' },
    /cannot be used: .*\/no\/such.crt/,
  ],
])('a server that %s is told so', async ([, answer, scheme, user, message]) => {
  await using server = await serve(answer);
  await using kubeconfig = await kubeconfigFor(`${scheme}://${server.address}`, user);
  const { exitCode, all } = await runMain(plan(kubeconfig.file));
  expect(all).toMatch(message);
  expect(exitCode, all).toBe(3);
});

test('a kubeconfig that is not there, or knows no such context, is bad input', async () => {
  await using empty = await kubeconfigOf({});
  expect(await runMain(plan(empty.file))).toMatchObject({
    exitCode: 2,
    all: expect.stringMatching(/has no context "staging"\n {2}It has: none/),
  });
  const nowhere = await runMain(plan('x').slice(0, 4), { KUBECONFIG: '', HOME: '/no/such/home' });
  expect(nowhere).toMatchObject({
    exitCode: 2,
    all: expect.stringContaining('there is no kubeconfig: /no/such/home/.kube/config'),
  });
});

describe('what hangs is left at once when flowproof is told to stop', () => {
  test.for<[name: string, user: (address: string) => object]>([
    ['a server that never answers', () => ({})],
    ['a credential plugin that never ends', (address) => plugin('curl', '-s', `http://${address}`)],
  ])('%s', async ([, user]) => {
    await using server = await serve(() => undefined);
    await using kubeconfig = await kubeconfigFor(`http://${server.address}`, user(server.address));
    const run = startCli(plan(kubeconfig.file));
    await server.asked;
    run.kill('SIGTERM');
    expect(await run.result).toMatchObject({ exitCode: 130, all: expect.stringContaining('interrupted') });
  });
});

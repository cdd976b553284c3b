import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { openSandbox, type Sandbox } from '../../src/environments/netns/sandbox.ts';
import { serversMark, startServers, type Servers } from '../../src/environments/netns/run-servers.ts';
import { startCli } from '../helpers/cli.ts';
import { processesBelow } from '../helpers/processes.ts';
import { skipReason } from '../helpers/netns.ts';

/** The process that listens for all pods of a simulated cluster, below another one. */
async function serverProcess(below: number): Promise<number> {
  const found = (await processesBelow(below)).find(({ argv }) => argv[0] === 'perl' && argv.includes(serversMark));
  if (!found) throw new Error(`no servers below ${below}`);
  return found.pid;
}

/** Sends so many datagrams at once, and prints how many came back. */
const burst = String.raw`
use Socket; use Fcntl;
my ($port, $count) = @ARGV; my $back = 0;
socket my $socket, PF_INET, SOCK_DGRAM, 0; setsockopt $socket, SOL_SOCKET, SO_RCVBUF, 4 << 20;
connect $socket, pack_sockaddr_in($port, INADDR_LOOPBACK);
fcntl $socket, F_SETFL, O_NONBLOCK;
for my $number (1 .. $count) { send $socket, "datagram $number", 0; $back++ while defined recv $socket, my $answer, 100, 0 }
my $bits = q(); vec($bits, fileno $socket, 1) = 1;
while (select my $ready = $bits, undef, undef, 1) { $back++ while defined recv $socket, my $answer, 100, 0 }
print $back;
`;

describe.skipIf(skipReason !== undefined)('the servers of network namespaces', () => {
  let sandbox: Sandbox;
  let servers: Servers;
  const ask = async (port: number): Promise<string> =>
    await sandbox.run(`nsenter --net=/run/netns/a curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:${port}/`);

  beforeAll(async () => {
    sandbox = await openSandbox({ keep: false }, neverAborted);
    await sandbox.run('ip netns add a\nip -n a link set lo up');
    servers = await startServers(sandbox, neverAborted);
  });
  afterAll(async () => {
    await servers[Symbol.asyncDispose]();
    await sandbox[Symbol.asyncDispose]();
  });

  test('lose none of ten thousand datagrams', async () => {
    await servers.listen([{ netns: 'a', kind: 'echo', port: 81 }]);
    expect(await sandbox.run(`nsenter --net=/run/netns/a perl -e '${burst}' 81 10000`)).toBe('10000');
  });

  test('listen again, where they did before, when they were killed', async () => {
    await servers.listen([{ netns: 'a', kind: 'http', port: 80 }]);
    expect(await ask(80)).toBe('404');
    const before = await servers.standing();
    process.kill(await serverProcess(process.pid), 'SIGKILL');
    while ((await servers.standing()) === before) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await ask(80)).toBe('404');
  });
});

describe.skipIf(skipReason !== undefined)('a run whose servers were killed', () => {
  test('has tried again what met their absence', async () => {
    const run = startCli(['verify', '--environment', 'netns', '--stage', 'databases', '--connect-timeout', '1']);
    await run.printed(/Stage databases: applying/);
    process.kill(await serverProcess(run.pid), 'SIGKILL');
    const { exitCode, all } = await run.result;
    expect(all).toContain('PASS  56 flows in 1 stage as expected');
    expect(exitCode).toBe(0);
  });
});

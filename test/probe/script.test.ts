import { createSocket, type Socket } from 'node:dgram';
import { readdir } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endOfInput, planBatch, senderCommand, type Batch } from '../../src/probe/batch.ts';
import { classify } from '../../src/probe/classify.ts';
import { parseOutput } from '../../src/probe/parse-output.ts';
import type { Probe } from '../../src/probe/probe.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** Shells that a probe image may bring: Debian's and Alpine's. */
const shells = [['sh'], ['busybox', 'sh']];
const missing = await missingPrograms(['busybox', 'curl', 'nc']);
if (missing.length > 0) process.stdout.write(`probe script tests are skipped: no ${missing.join(', ')} here\n`);

const closables: (Server | Socket)[] = [];
const ports: Record<string, number> = {};
/** A folder with busybox's nslookup, as probe images have it. */
let tools = '';

beforeAll(async () => {
  tools = await temporaryFolder();
  await execa('sh', ['-c', 'ln -s "$(command -v busybox)" nslookup'], { cwd: tools });
  ports['http'] = await listen(createHttpServer((_, response) => response.end('hello')));
  ports['silent'] = await listen(createServer(() => undefined));
  ports['hangsUp'] = await listen(createServer((socket) => socket.destroy()));
  ports['closed'] = await closedPort();
  ports['echo'] = await listenUdp((message) => message);
  ports['resolver'] = await listenUdp(nameError);
  ports['resolverTcp'] = await listen(
    createServer((socket) => socket.once('data', (data) => socket.end(framed(data)))),
  );
  ports['echoTcp'] = await listen(createServer((socket) => socket.pipe(socket)));
  ports['deaf'] = await listenUdp(() => undefined);
});

afterAll(() => {
  for (const closable of closables) closable.close();
});

describe.skipIf(missing.length > 0).for(shells)('the probe script in %j', (shell) => {
  test('tells what real servers do', async () => {
    const expected = [
      ['tcp', 'http', 'allowed'],
      ['http', 'http', 'allowed'],
      ['tcp', 'silent', 'allowed'],
      ['http', 'silent', 'inconclusive'],
      ['tcp', 'hangsUp', 'allowed'],
      ['tcp', 'closed', 'refused'],
      ['udp', 'echo', 'allowed'],
      ['udp', 'deaf', 'blocked'],
      ['udp', 'closed', 'refused'],
      ['dns', 'resolver', 'allowed'],
      ['dns', 'deaf', 'blocked'],
      ['dns', 'closed', 'refused'],
      ['dns-tcp', 'resolverTcp', 'allowed'],
      ['dns-tcp', 'echoTcp', 'inconclusive'],
      ['dns-tcp', 'closed', 'refused'],
      ['dns-tcp', 'silent', 'inconclusive'],
    ] as const;
    const probes = expected.map(([protocol, server], index): Probe => ({
      id: `p${index}`,
      protocol,
      host: '127.0.0.1',
      port: ports[server] ?? 0,
    }));
    const options = { nonce: 'n0nce', connectTimeoutMs: 1000 };
    const batch = planBatch(probes, options);
    const { results } = parseOutput(await runBatch(shell, batch), batch);
    const seen = probes.map((probe, index) => {
      const raw = results.get(probe.id);
      return [...(expected[index]?.slice(0, 2) ?? []), raw ? classify(probe, raw, options).verdict : 'lost'];
    });
    expect(seen).toEqual(expected);
    expect((await readdir('/dev/shm')).filter((name) => name.includes(options.nonce))).toEqual([]);
  });

  test('runs hundreds of probes in one go, and loses none', async () => {
    const probes = Array.from({ length: 600 }, (_, index): Probe => ({
      id: `p${index}`,
      protocol: 'tcp',
      host: '127.0.0.1',
      port: (index % 2 === 0 ? ports['hangsUp'] : ports['closed']) ?? 0,
    }));
    const batch = planBatch(probes, { nonce: 'many', connectTimeoutMs: 2000 });
    const { results } = parseOutput(await runBatch(shell, batch), batch);
    expect(results.size).toBe(600);
  });

  test('runs nothing when its input was cut off', async () => {
    const batch = planBatch([{ id: 'p0', protocol: 'tcp', host: '127.0.0.1', port: ports['http'] ?? 0 }], {
      nonce: 'cut',
      connectTimeoutMs: 1000,
    });
    const output = await runBatch(shell, { stdin: batch.stdin.replace(/end\n$/, '') });
    expect(output).toBe('');
  });
});

async function runBatch(shell: readonly string[], { stdin }: Pick<Batch, 'stdin'>): Promise<string> {
  const [program = '', ...args] = [...shell, ...senderCommand.slice(1)];
  const { stdout } = await execa(program, args, {
    input: `${stdin}${endOfInput}`,
    env: { PATH: `${tools}:${process.env['PATH'] ?? ''}` },
    reject: false,
    timeout: 30_000,
    stripFinalNewline: false,
  });
  return stdout;
}

async function missingPrograms(programs: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    programs.map(
      async (program) => (await execa('sh', ['-c', `command -v ${program}`], { reject: false })).exitCode === 0,
    ),
  );
  return programs.filter((_, index) => !found[index]);
}

async function listen(server: Server): Promise<number> {
  closables.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function listenUdp(answer: (message: Buffer) => Buffer | undefined): Promise<number> {
  const socket = createSocket('udp4');
  closables.push(socket);
  socket.on('message', (message, { port, address }) => {
    const reply = answer(message);
    if (reply) socket.send(reply, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket.address().port;
}

/** The query, turned into an answer: the QR bit is set, NXDOMAIN. */
function nameError(query: Buffer): Buffer {
  const answer = Buffer.from(query);
  answer.writeUInt16BE(0x81_83, 2);
  return answer;
}

/** The same over TCP, where a length of two bytes goes before each message. */
function framed(query: Buffer): Buffer {
  return Buffer.concat([query.subarray(0, 2), nameError(query.subarray(2))]);
}

/** A port of neither TCP nor UDP, as far as anybody can know. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  closables.pop();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

import { expect, test } from 'vitest';
import { planBatch, senderCommand, type Batch } from '../../../src/probe/batch.ts';
import { parseOutput } from '../../../src/probe/parse-output.ts';
import { createSenders, type Senders } from '../../../src/environments/sender/senders.ts';
import type { Conversation } from '../../../src/environments/sender/sender.ts';
import { talkTo } from '../../../src/environments/tool.ts';

const [program = '', ...args] = senderCommand;
const source = { endpoint: 'here', id: 'here' };

function batchOf(nonce: string): Batch {
  // Nobody listens there: a refusal is an answer that comes at once.
  return planBatch([{ id: 'p0', protocol: 'tcp', host: '127.0.0.1', port: 1 }], { nonce, connectTimeoutMs: 1000 });
}

/** Senders on this machine, and the programs that were started for them. */
function sendersHere(command: readonly string[] = [program, ...args]): {
  readonly senders: Senders;
  readonly started: Conversation[];
  readonly controller: AbortController;
} {
  const started: Conversation[] = [];
  const controller = new AbortController();
  const senders = createSenders(async (_, listener) => {
    const conversation = talkTo(command[0] ?? '', command.slice(1), listener);
    started.push(conversation);
    return await Promise.resolve(conversation);
  }, controller.signal);
  return { senders, started, controller };
}

const ignore = (): void => undefined;

test('one program runs batch after batch, and batches side by side', async () => {
  const { senders, started } = sendersHere();
  let launched = 0;
  const run = async (nonce: string): Promise<number> => {
    const batch = batchOf(nonce);
    return parseOutput(await senders.run(source, batch, () => (launched += 1)), batch).results.size;
  };
  expect(await run('first')).toBe(1);
  expect(await Promise.all([run('second'), run('third')])).toEqual([1, 1]);
  await expect.poll(() => launched).toBe(3);
  expect(started).toHaveLength(1);
  senders.end();
});

test('a program that was lost is started again', async () => {
  const { senders, started } = sendersHere();
  await senders.run(source, batchOf('first'), ignore);
  started[0]?.end();
  const batch = batchOf('second');
  const outputs = [await senders.run(source, batch, ignore).catch(() => '')];
  if (outputs[0] === '') outputs.push(await senders.run(source, batchOf('third'), ignore));
  expect(outputs.at(-1)).toContain('transfer');
  expect(started).toHaveLength(2);
  senders.end();
});

test('a program that cannot be started, or says nothing, is an error with what it said', async () => {
  const missing = sendersHere(['no-such-program']);
  await expect(missing.senders.run(source, batchOf('a'), ignore)).rejects.toThrow(/no-such-program/);
  const failing = sendersHere(['sh', '-c', 'echo no such network >&2; exit 1']);
  await expect(failing.senders.run(source, batchOf('a'), ignore)).rejects.toThrow('no such network');
});

test('a batch ends with the run', async () => {
  const { senders, controller } = sendersHere(['sh', '-c', 'cat >/dev/null']);
  const running = senders.run(source, batchOf('a'), ignore);
  controller.abort(new Error('stopped'));
  await expect(running).rejects.toThrow('stopped');
});

#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { nodeProblem } from './cli/node-problem.ts';

// Everything else is imported once it is known that this Node can: what flowproof depends on fails with its own words.
const problem = nodeProblem(process.versions.node);
if (problem === undefined) {
  // The Kubernetes client allocates much that dies young. A heap that is kept small costs nothing that anybody would
  // notice beside a connect timeout, and saves 40 MB. It has to be said before the client is loaded. What reads many
  // manifests and sends nothing would spend most of its time on it.
  if (!['check', 'connections', 'diff', 'explain', 'lint', 'mutate', 'suggest'].includes(process.argv[2] ?? '')) {
    setFlagsFromString('--optimize-for-size');
    setFlagsFromString('--semi-space-growth-factor=1');
  }

  // Compiling is most of what a command takes to start: what was compiled once is kept among the temporary files.
  module.enableCompileCache();

  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  void start();
} else {
  process.stderr.write(`error: ${problem}\n`);
  process.exitCode = 2;
}

async function start(): Promise<void> {
  // A run that has nothing left to wait for before it has a result is no success. Help would end with a code that is set now.
  process.once('beforeExit', () => (process.exitCode ??= 70));
  const { main } = await import('./cli/main.ts');
  process.exitCode = await main(process.argv, process);
  setTimeout(leave, 500).unref();
}

/**
 * Whoever reads may have enough: `flowproof help | head`. What is under way ends as it would, with what it made removed and
 * with its own exit code: one that is 0 because nobody read that flows differ would be a wrong pass.
 */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** All that matters is over. What is under way still, a credential plugin that hangs for instance, is not waited for. */
function leave(): void {
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
  // Whoever reads takes their time.
  setTimeout(leave, 100);
}

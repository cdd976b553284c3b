import module from 'node:module';
import process from 'node:process';
import { getCancelSignal, getOneMessage, sendMessage } from 'execa';
import { abortOnSignals } from '../cli/signals.ts';
import type { Report } from '../model/report.ts';
import type { Answer, Job } from './job.ts';
import { failureOf } from './located-error.ts';

module.enableCompileCache();
// While a cluster only stands, nothing else keeps this process.
setInterval(() => undefined, 3_600_000);

const [message, canceled] = await Promise.all([
  getOneMessage(),
  // It aborts as well when whoever started this is gone.
  getCancelSignal(),
]);
const job = message as unknown as Job;
// Ctrl-C reaches every process of a terminal.
const signal = AbortSignal.any([canceled, abortOnSignals().signal]);

try {
  if ('verify' in job) {
    const { verify } = await import('../app/verify.ts');
    const { path, options } = job.verify;
    await answer({ value: await verify(path, { ...options, signal }) });
  } else {
    const { holdCluster } = await import('../app/hold-cluster.ts');
    await holdCluster(job.hold, { signal, onStanding: async () => await answer({ value: 'stands' }) });
  }
} catch (thrown) {
  await answer({ failure: failureOf(thrown) });
}
// All that matters is over, and told.
process.exit();

async function answer(said: Answer<Report | 'stands'>): Promise<void> {
  if (process.connected) await sendMessage(said);
}

import { ApiException } from '@kubernetes/client-node';
import { sliceByWeight } from '../../../probe/job-slices.ts';
import { endOfInput, senderCommand, type Batch } from '../../../probe/batch.ts';
import { EnvironmentError } from '../../../model/errors.ts';
import { messageOf } from '../api-failure.ts';
import type { ProbeRequest } from '../../environment.ts';
import type { Owner } from '../labels.ts';
import type { Client } from '../client.ts';
import type { ContainerRef } from '../container-ref.ts';
import { workerTemplate, type WorkerOptions } from './job.ts';
import type { WorkerRequest } from './worker-plan.ts';
import { runJob } from './run-job.ts';

/** The pods of a cluster that start probes, in place of this machine. */
export interface Workers {
  /** Runs the batches that are in the cluster; the output of one that did not come back whole is undefined. */
  run(requests: readonly ProbeRequest[], refOf: RefOf): Promise<(string | undefined)[]>;
  /** What a reader of the report has to know: whole sentences. */
  notes(): readonly string[];
}

type RefOf = (sourceId: string) => ContainerRef | undefined;

/**
 * Makes sure that pods of workers may be made, and returns what makes them: an Indexed Job for every round.
 *
 * @throws {@link EnvironmentError} when the API server would refuse them.
 */
export async function openWorkers(
  client: Client,
  { owner, options }: { readonly owner: Owner; readonly options: WorkerOptions },
): Promise<Workers> {
  await checkAdmission(client, { owner, options });
  let [rounds, sent, lost] = [0, 0, 0];
  return {
    async run(requests, refOf) {
      const inside = requests.flatMap(({ source, batch }, request): WorkerRequest[] => {
        const containerRef = refOf(source.id);
        return containerRef ? [{ ...containerRef, request, ...programFor(batch) }] : [];
      });
      // Where nothing came back before, there is no room for them, or they may not do it: nobody waits for that twice.
      if (inside.length === 0 || (sent > 0 && lost === sent)) return requests.map(() => undefined);
      rounds += 1;
      const weights = requests.map(({ batch }) => batch.probes.length);
      const slices = sliceByWeight(inside, options.count, ({ request }) => weights[request] ?? 0);
      const name = `flowproof-${owner.runId}-workers-${rounds}`;
      const outputs = await runJob(client, { name, owner, options, slices });
      sent += inside.length;
      lost += inside.length - outputs.size;
      return requests.map((_, request) => outputs.get(request));
    },
    notes: () => {
      if (sent === 0) return [];
      const where = `by pods of a Job in namespace ${owner.namespace}`;
      const missing = `${lost} of ${sent} batches did not come back, and were started from here`;
      if (lost === sent) return [`Probes were to be started ${where}: ${missing}.`];
      return [`Probes were started ${where}${lost === 0 ? '' : `; ${missing}`}.`];
    },
  };
}

/** A program of its own for one batch, which ends when that is done. */
function programFor({ stdin, connectTimeoutMs }: Batch): Pick<WorkerRequest, 'command' | 'stdin' | 'deadlineMs'> {
  return { command: senderCommand, stdin: `${stdin}${endOfInput}`, deadlineMs: connectTimeoutMs + 15_000 };
}

/** @throws {@link EnvironmentError} for what would keep the Job from getting pods: nobody would be told of it. */
async function checkAdmission(
  client: Client,
  { owner: { namespace, runId }, options }: { readonly owner: Owner; readonly options: WorkerOptions },
): Promise<void> {
  const { metadata, spec } = workerTemplate(options, { runId });
  const name = `flowproof-${runId}-workers`;
  const body = { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name }, spec };
  try {
    await client.call(async () => await client.core.createNamespacedPod({ namespace, body, dryRun: 'All' }));
  } catch (cause) {
    if (!(cause instanceof ApiException)) throw cause;
    const message = `there can be no workers in namespace ${namespace}: ${messageOf(cause.body) ?? cause.code}`;
    const hint = `Ask an administrator to apply what this prints: flowproof rbac SCENARIO --in-cluster-workers --tool-namespace ${namespace} --service-account ${options.serviceAccount}`;
    throw new EnvironmentError(message, hint, { cause });
  }
}

import { randomBytes } from 'node:crypto';
import { readRules, surveyRules } from '../rbac/namespace-rules.ts';
import type { Cell, Scenario } from '../model/scenario.ts';
import type { EndpointNamespace } from '../scenario/endpoint-namespaces.ts';
import { senderNames } from '../scenario/sender-names.ts';
import { checkRun } from '../environments/existing/check-run.ts';
import { openExistingEnvironment } from '../environments/existing/existing-environment.ts';
import { readLive } from '../environments/existing/read-live.ts';
import { readOverview } from '../environments/existing/overview.ts';
import { checkPermissions } from '../environments/existing/permissions.ts';
import type { Progress } from '../environments/environment.ts';
import type { ExistingOptions } from '../environments/existing/existing-options.ts';
import { connectTo } from './existing.ts';
import type { SurveyedCluster } from './probe.ts';

/**
 * The cluster that a user named, for probing without a scenario. Each of its functions throws a {@link PermissionError}
 * before it begins, if it would not be allowed to do what it has to.
 *
 * @throws {@link UsageError} for a context that does not exist.
 */
export function surveyedCluster(
  options: Omit<ExistingOptions, 'apply'>,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): SurveyedCluster {
  const { client, cluster } = connectTo(options, signal);
  const runId = randomBytes(4).toString('hex');
  return {
    runId,
    toolNamespace: options.toolNamespace,
    async overview() {
      await checkPermissions(client, surveyRules());
      return await readOverview(client, cluster);
    },
    async read(namespaces) {
      await checkPermissions(client, namespaces.flatMap(readRules));
      return await readLive(client, cluster, namespaces);
    },
    async open(scenario, live) {
      await checkRun(client, { ...options, endpoints: namespacesOf(scenario) });
      // Where policies are not enforced, that is among what is to be observed. Where they are in force later than new pods
      // send, the probes have to wait.
      return await openExistingEnvironment({
        ...options,
        client,
        cluster,
        live,
        scenario,
        runId,
        enforcement: 'noted',
        progress,
      });
    },
  };
}

function namespacesOf(scenario: Scenario<Cell>): EndpointNamespace[] {
  const senders = senderNames(scenario);
  return scenario.endpoints.flatMap(({ name, ...endpoint }) =>
    endpoint.kind === 'pods' || endpoint.kind === 'client'
      ? [{ kind: endpoint.kind, namespace: endpoint.namespace, sends: senders.has(name) }]
      : [],
  );
}

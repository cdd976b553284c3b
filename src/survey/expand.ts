import { asPods } from '../kubernetes/live-objects.ts';
import type { Manifest, Scenario } from '../model/scenario.ts';
import { draftOf, resolveScenario } from '../scenario/parse-scenario.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import type { HostAddress } from './address.ts';

/**
 * Expands the scenario of a survey against live objects: one stage, which holds all of them.
 *
 * @throws {@link ScenarioError} for what the live objects do not have.
 */
export function expandLive(file: ScenarioFile, manifests: readonly Manifest[]): Scenario {
  return asPods(resolveScenario(draftOf(file, `survey of ${file.name}`), [manifests]));
}

/** What a survey knows to be there, though it is in none of the namespaces that were read. */
export function surroundingManifests({ toolNamespace, apiServer, namespaces = [] }: Surroundings): Manifest[] {
  const objects: Manifest['object'][] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: toolNamespace } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'kubernetes', namespace: 'default' },
      spec: { clusterIP: apiServer.host, ports: [{ name: 'https', port: apiServer.port, targetPort: 6443 }] },
    },
  ];
  const position = { file: 'the cluster itself', line: 1, column: 1 };
  // The tool namespace may come into being with the run; one that stands comes after it, and counts.
  return [...objects.map((object) => ({ object, position, at: () => position, live: true })), ...namespaces];
}

interface Surroundings {
  readonly toolNamespace: string;
  readonly apiServer: HostAddress;
  /** Every Namespace that there is. */
  readonly namespaces?: readonly Manifest[];
}

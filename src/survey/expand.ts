import { ScenarioError } from '../model/errors.ts';
import type { Cell, Manifest, Position, Scenario } from '../model/scenario.ts';
import { asPods } from '../kubernetes/live-objects.ts';
import { readEndpoints } from '../scenario/endpoints.ts';
import { allCells } from '../scenario/flows.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import type { HostAddress } from './address.ts';

/** What a survey tries: every pair of its endpoints, or all that send to one of them. */
export interface SurveyDraft extends Pick<ScenarioFile, 'name' | 'endpoints'> {
  readonly receiver?: string | undefined;
}

/**
 * Expands a survey against live objects: one stage, whose flows nobody expects anything of.
 *
 * @throws {@link ScenarioError} for what the live objects do not have.
 */
export function expandLive(
  { name, endpoints: entries, receiver }: SurveyDraft,
  standing: readonly Manifest[],
): Scenario<Cell> {
  const file = `survey of ${name}`;
  const at = (): Position => ({ file, line: 1, column: 1 });
  const { endpoints, problems } = readEndpoints(entries, { standing, added: [] }, { at, atKey: at });
  if (problems.length > 0) throw new ScenarioError(problems);
  const flows = allCells(endpoints).filter(({ to }) => to === (receiver ?? to));
  return { name, file, endpoints, standing: asPods(standing), stages: [{ name: 'final', manifests: [], flows }] };
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
  return [...objects.map((object) => ({ object, position, at: () => position })), ...namespaces];
}

interface Surroundings {
  readonly toolNamespace: string;
  readonly apiServer: HostAddress;
  /** Every Namespace that there is. */
  readonly namespaces?: readonly Manifest[];
}

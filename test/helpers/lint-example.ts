import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { exampleText, exampleWorld } from '../../src/lint/example.ts';
import type { Manifest } from '../../src/model/scenario.ts';

/** The policies of an example, in the cluster of all examples or without any workload. */
export function exampleManifests(policies: string | readonly string[], world: string = exampleWorld): Manifest[] {
  return [
    ...parseManifests(world, 'world.yaml').manifests,
    ...parseManifests(exampleText(policies), 'policies.yaml').manifests,
  ];
}

import { isAdminPolicy } from '../../policy/admin/read.ts';
import { isModelled } from '../../policy/build-world.ts';
import type { KubernetesObject, Scenario } from '../model.ts';
import { describeFaults, type Faults } from './fault.ts';

/** What a reader has to know of the difference between network namespaces and a real cluster: whole sentences. */
export function notesOn({ stages }: Scenario, faults: Faults): string[] {
  const ignored = stages
    .flatMap(({ manifests }) => manifests.map(({ object }) => object))
    .filter((object) => !isSimulated(object))
    .map(({ kind, metadata: { name } }) => `${kind} ${name}`);
  const wrong = describeFaults(faults);
  return [
    'What the containers run was not started: servers of flowproof listened on the ports that the manifests declare.',
    ...(ignored.length > 0 ? [`Not simulated: ${[...new Set(ignored)].join(', ')}.`] : []),
    ...(wrong.length > 0 ? [`Wrong on purpose: ${wrong.join('; ')}.`] : []),
  ];
}

/** Admin policies are understood, and yet nothing here enforces them. */
function isSimulated(object: KubernetesObject): boolean {
  return isModelled(object) && !isAdminPolicy(object);
}

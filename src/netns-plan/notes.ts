import { isAdminPolicy } from '../policy/admin/read-admin.ts';
import { isModelled } from '../policy/build-world.ts';
import type { KubernetesObject, Scenario } from '../model/scenario.ts';
import { describeFaults, type Faults } from './fault.ts';

/** What a reader has to know of the difference between network namespaces and a real cluster: whole sentences. */
export function notesOn({ stages }: Scenario, faults: Faults): string[] {
  const objects = stages.flatMap(({ manifests }) => manifests.map(({ object }) => object));
  const ignored = labels(objects.filter((object) => !isModelled(object)));
  const admin = labels(objects.filter(isAdminPolicy));
  const wrong = describeFaults(faults);
  return [
    'What the containers run was not started: servers of flowproof listened on the ports that the manifests declare.',
    ...(ignored.length + admin.length > 0 ? [`Not simulated: ${[...ignored, ...admin].join(', ')}.`] : []),
    // They are understood, and yet nothing here enforces them.
    ...(admin.length > 0
      ? [`Admin policies are not enforced here, so that nothing is proven of ${admin.join(', ')}.`]
      : []),
    ...(wrong.length > 0 ? [`Wrong on purpose: ${wrong.join('; ')}.`] : []),
  ];
}

function labels(objects: readonly KubernetesObject[]): string[] {
  return [...new Set(objects.map(({ kind, metadata: { name } }) => `${kind} ${name}`))];
}

import type { Manifest } from '../../model/scenario.ts';
import { locate, type LocatedSource } from '../../netns-plan/netns-sources.ts';
import type { Control } from '../../verdict/triangulate.ts';
import type { World } from '../../policy/world.ts';
import { manifestOf } from './canary-namespaces.ts';

/** Namespace of the control pod; nothing else is in it. */
const controlNamespace = 'flowproof-control';

/** The objects of a control pod that listens on these TCP ports. */
export function control(ports: ReadonlySet<number>): Manifest[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: controlNamespace } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'control', namespace: controlNamespace },
      spec: { containers: [{ name: 'server', ports: [...ports].map((containerPort) => ({ containerPort })) }] },
    },
  ].map((object) => manifestOf(object));
}

/** The control pod, once it is there. */
export function locateControl(world: World): (Control & { readonly source: LocatedSource }) | undefined {
  const pod = world.pods.find(({ namespace }) => namespace === controlNamespace);
  return pod && { source: locate(pod, 'control'), ips: pod.ips };
}

import { addressFamily } from './cidr.ts';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem, objectNameProblem, portNameProblem } from './names.ts';
import type { ObjectProblem } from './object-schema.ts';
import { choice, list, portNumberProblem, problem, protocolProblem, repeated, text, type Written } from './written.ts';

/** What an API server has against the spec of a Service (Kubernetes: pkg/apis/core/validation, ValidateService). */
export function serviceProblems(spec: Written): ObjectProblem[] {
  const ports = list(spec, 'ports');
  const type = text(spec, 'type') || 'ClusterIP';
  const needsNone = spec?.['clusterIP'] === 'None' || type === 'ExternalName';
  const selector = Object.entries((spec?.['selector'] ?? {}) as Record<string, string | null>);
  const path = (index: number, field: string): (string | number)[] => ['spec', 'ports', index, field];
  const sockets = ports.map((port) => `${String(port?.['port'])}/${text(port, 'protocol') || 'TCP'}`);
  return [
    ...choice(spec, ['spec'], 'type', ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']),
    ...choice(spec, ['spec'], 'sessionAffinity', ['None', 'ClientIP']),
    ...problem(['spec', 'clusterIP'], clusterIpProblem(text(spec, 'clusterIP'), type)),
    ...problem(
      ['spec', 'externalName'],
      type === 'ExternalName' ? externalNameProblem(text(spec, 'externalName')) : undefined,
    ),
    ...selector.flatMap(([key, value]) =>
      problem(['spec', 'selector', key], labelKeyProblem(key) ?? labelValueProblem(value ?? '')),
    ),
    ...problem(['spec', 'ports'], ports.length === 0 && !needsNone ? 'there is no port' : undefined),
    ...repeated(
      ports.map((port) => text(port, 'name')),
      (index) => path(index, 'name'),
      'port',
    ),
    ...repeated(sockets, (index) => path(index, 'port'), 'port'),
    ...ports.flatMap((port, index) => {
      const name = text(port, 'name');
      const nodePort = Number(port?.['nodePort'] ?? 0);
      const nameless = ports.length > 1 && name === '' ? 'is missing, as there are several ports' : undefined;
      return [
        ...problem(path(index, 'port'), portNumberProblem(port?.['port'])),
        ...problem(path(index, 'name'), name === '' ? nameless : dnsLabelProblem(name)),
        ...problem(path(index, 'targetPort'), targetProblem(port?.['targetPort'])),
        ...problem(
          path(index, 'nodePort'),
          nodePort !== 0 && type === 'ClusterIP' ? 'a ClusterIP has none' : undefined,
        ),
        ...problem(path(index, 'protocol'), protocolProblem(port)),
      ];
    }),
  ];
}

function clusterIpProblem(ip: string, type: string): string | undefined {
  if (ip === '') return undefined;
  if (ip !== 'None') return addressFamily(ip) === undefined ? `"${ip}" is no address, and not None` : undefined;
  return type === 'NodePort' || type === 'LoadBalancer' ? `a ${type} needs one` : undefined;
}

function externalNameProblem(name: string): string | undefined {
  return name === '' ? 'is missing' : objectNameProblem(name.replace(/\.$/, ''));
}

function targetProblem(target: unknown): string | undefined {
  if (target == null || target === 0 || target === '') return undefined;
  return typeof target === 'string' ? portNameProblem(target) : portNumberProblem(target);
}

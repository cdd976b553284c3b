import { dnsLabelProblem, labelKeyProblem, labelValueProblem, objectNameProblem, portNameProblem } from './names.ts';
import type { ObjectProblem } from './object-schema.ts';
import { quantityOf } from './quantity.ts';
import {
  at,
  choice,
  list,
  portNumberProblem,
  problem,
  protocolProblem,
  repeated,
  text,
  type Path,
  type Written,
} from './written.ts';

/**
 * What an API server has against the spec of a pod (Kubernetes: pkg/apis/core/validation, ValidatePodSpec).
 *
 * @param claimed - Names of volumes that the pod has besides its own.
 */
export function podProblems(spec: Written, path: Path, claimed: readonly string[] = []): ObjectProblem[] {
  const volumes = list(spec, 'volumes');
  const containers = ['containers', 'initContainers'].flatMap((field) =>
    list(spec, field).map((container, index) => ({ container, path: [...path, field, index] })),
  );
  const names = containers.map(({ container }) => text(container, 'name'));
  const nodeLabels = Object.entries((spec?.['nodeSelector'] ?? {}) as Record<string, string | null>);
  const account = text(spec, 'serviceAccountName');
  return [
    ...problem([...path, 'containers'], list(spec, 'containers').length === 0 ? 'there is no container' : undefined),
    ...choice(spec, path, 'restartPolicy', ['Always', 'OnFailure', 'Never']),
    ...choice(spec, path, 'dnsPolicy', ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']),
    ...problem([...path, 'serviceAccountName'], account === '' ? undefined : objectNameProblem(account)),
    ...['hostname', 'subdomain'].flatMap((field) =>
      problem([...path, field], text(spec, field) === '' ? undefined : dnsLabelProblem(text(spec, field))),
    ),
    ...nodeLabels.flatMap(([key, value]) =>
      problem([...path, 'nodeSelector', key], labelKeyProblem(key) ?? labelValueProblem(value ?? '')),
    ),
    ...volumeProblems(volumes, [...path, 'volumes']),
    ...repeated(names, (index) => [...(containers[index]?.path ?? []), 'name'], 'container'),
    ...containers.flatMap((one) =>
      containerProblems(one.container, one.path, {
        volumes: [...claimed, ...volumes.map((volume) => text(volume, 'name'))],
        hostNetwork: spec?.['hostNetwork'] === true,
      }),
    ),
  ];
}

function volumeProblems(volumes: readonly Written[], path: Path): ObjectProblem[] {
  const names = volumes.map((volume) => text(volume, 'name'));
  return [
    ...repeated(names, (index) => [...path, index, 'name'], 'volume'),
    ...volumes.flatMap((volume, index) => {
      const sources = Object.entries(volume ?? {}).flatMap(([key, value]) =>
        key === 'name' || value == null ? [] : key,
      );
      return [
        ...problem([...path, index, 'name'], dnsLabelProblem(text(volume, 'name'))),
        ...problem([...path, index], sources.length > 1 ? `has two sources: ${sources.join(' and ')}` : undefined),
      ];
    }),
  ];
}

function containerProblems(
  container: Written,
  path: Path,
  { volumes, hostNetwork }: { readonly volumes: readonly string[]; readonly hostNetwork: boolean },
): ObjectProblem[] {
  const ports = list(container, 'ports');
  return [
    ...problem([...path, 'name'], dnsLabelProblem(text(container, 'name'))),
    ...problem([...path, 'image'], text(container, 'image') === '' ? 'is missing' : undefined),
    ...choice(container, path, 'imagePullPolicy', ['Always', 'IfNotPresent', 'Never']),
    ...repeated(
      ports.map((port) => text(port, 'name')),
      (index) => [...path, 'ports', index, 'name'],
      'port',
    ),
    ...ports.flatMap((port, index) => containerPortProblems(port, [...path, 'ports', index], hostNetwork)),
    ...list(container, 'volumeMounts').flatMap((mount, index) =>
      problem(
        [...path, 'volumeMounts', index, 'name'],
        volumes.includes(text(mount, 'name')) ? undefined : `there is no volume "${text(mount, 'name')}"`,
      ),
    ),
    ...list(container, 'env').flatMap((variable, index) => variableProblems(variable, [...path, 'env', index])),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((field) =>
      container?.[field] == null ? [] : probeProblems(at(container, field), [...path, field]),
    ),
    ...resourceProblems(at(container, 'resources'), [...path, 'resources']),
  ];
}

function containerPortProblems(port: Written, path: Path, hostNetwork: boolean): ObjectProblem[] {
  const name = text(port, 'name');
  const hostPort = Number(port?.['hostPort'] ?? 0);
  const isOther = hostNetwork && hostPort !== 0 && hostPort !== Number(port?.['containerPort']);
  return [
    ...problem([...path, 'containerPort'], portNumberProblem(port?.['containerPort'])),
    ...problem([...path, 'hostPort'], portNumberProblem(hostPort, 0)),
    ...problem([...path, 'hostPort'], isOther ? 'has to be the containerPort, on the network of the node' : undefined),
    ...problem([...path, 'name'], name === '' ? undefined : portNameProblem(name)),
    ...problem([...path, 'protocol'], protocolProblem(port)),
  ];
}

function variableProblems(variable: Written, path: Path): ObjectProblem[] {
  const hasBoth = text(variable, 'value') !== '' && variable?.['valueFrom'] != null;
  return [
    ...problem([...path, 'name'], text(variable, 'name') === '' ? 'is missing' : undefined),
    ...problem([...path, 'valueFrom'], hasBoth ? 'there is a value as well' : undefined),
  ];
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

function probeProblems(probe: Written, path: Path): ObjectProblem[] {
  const own = handlers.filter((handler) => probe?.[handler] != null);
  const wrong = own.length === 0 ? `does nothing: it has none of ${handlers.join(', ')}` : `does ${own.join(' and ')}`;
  return [
    ...problem(path, own.length === 1 ? undefined : wrong),
    ...own.flatMap((handler) => {
      const port = at(probe, handler)?.['port'];
      return problem([...path, handler, 'port'], typeof port === 'number' ? portNumberProblem(port) : undefined);
    }),
  ];
}

function resourceProblems(resources: Written, path: Path): ObjectProblem[] {
  const [limits, requests] = ['limits', 'requests'].map(
    (field) => Object.entries(at(resources, field) ?? {}) as [string, string | number][],
  );
  const written = [limits ?? [], requests ?? []].flatMap((entries, index) =>
    entries.map(([name, value]) => ({ path: [...path, index === 0 ? 'limits' : 'requests', name], value })),
  );
  const wrong = written.flatMap((one) =>
    problem(one.path, quantityOf(one.value) === undefined ? 'has to be a quantity, such as 500m or 1Gi' : undefined),
  );
  if (wrong.length > 0) return wrong;
  return (requests ?? []).flatMap(([name, request]) => {
    const limit = limits?.find(([limited]) => limited === name)?.[1];
    const isAbove = limit !== undefined && (quantityOf(request) ?? 0) > (quantityOf(limit) ?? 0);
    return problem([...path, 'requests', name], isAbove ? `${request} is above its limit, ${limit}` : undefined);
  });
}

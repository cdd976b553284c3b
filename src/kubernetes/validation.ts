import { didYouMean } from '../model/did-you-mean.ts';
import type { KubernetesObject, LabelSelector } from '../model/scenario.ts';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem, objectNameProblem, portNameProblem } from './names.ts';
import type { ObjectProblem } from './object-schema.ts';
import { selectorProblems } from './selector-problems.ts';
import { decodedSelector, selectsAll, textsOf, type LabelTexts } from './labels.ts';
import { selects, selectorText } from './selector.ts';

type Path = ObjectProblem['path'];
type Some = { readonly [field: string]: unknown } | null | undefined;

/**
 * What an API server takes apart from an object's types, of the kinds that flowproof reads (Kubernetes:
 * pkg/apis/core/validation and apps/validation): names, labels, ports, replicas, containers. Of an object that decodes.
 */
export function validationProblems(object: KubernetesObject): ObjectProblem[] {
  const spec = object['spec'] as Some;
  const own = metadataProblems(object, ['metadata']);
  switch (object.kind) {
    case 'Pod':
      return [...own, ...podProblems(spec, ['spec'])];
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      return [...own, ...replicasProblem(spec), ...selectorProblem(spec), ...templateProblems(spec, ['spec'])];
    case 'Job':
      return [...own, ...jobProblems(spec, ['spec'])];
    case 'CronJob':
      return [...own, ...jobProblems(at(at(spec, 'jobTemplate'), 'spec'), ['spec', 'jobTemplate', 'spec'])];
    case 'Service':
      return [...own, ...serviceProblems(spec)];
    default:
      return own;
  }
}

function at(value: Some, field: string): Some {
  return value?.[field] as Some;
}

function list(value: Some, field: string): Some[] {
  return (value?.[field] ?? []) as Some[];
}

function problem(path: Path, found: string | undefined): ObjectProblem[] {
  return found === undefined ? [] : [{ path, text: found }];
}

const labelNamed = ['Namespace', 'Service'];

function metadataProblems({ kind, metadata }: KubernetesObject, path: Path): ObjectProblem[] {
  const { name, namespace } = metadata;
  const nameProblem = labelNamed.includes(kind) ? dnsLabelProblem : objectNameProblem;
  const annotations = Object.keys((metadata as { readonly annotations?: object | null }).annotations ?? {});
  return [
    ...problem([...path, 'name'], nameProblem(name)),
    // Unlike those of labels, their keys may have capitals in the prefix.
    ...annotations.flatMap((key) => problem([...path, 'annotations', key], labelKeyProblem(key.toLowerCase()))),
    ...problem([...path, 'namespace'], namespace == null || namespace === '' ? undefined : dnsLabelProblem(namespace)),
    ...labelProblems(metadata, path),
  ];
}

function labelProblems(metadata: Some, path: Path): ObjectProblem[] {
  const labels = Object.entries((metadata?.['labels'] ?? {}) as Record<string, string | null>);
  return labels.flatMap(([key, value]) =>
    problem([...path, 'labels', key], labelKeyProblem(key) ?? labelValueProblem(value ?? '')),
  );
}

function replicasProblem(spec: Some): ObjectProblem[] {
  const replicas = Number(spec?.['replicas'] ?? 0);
  return problem(['spec', 'replicas'], replicas < 0 ? `${replicas} is less than none` : undefined);
}

/** A selector that leaves out the pods of its own template would make pods for ever. */
function selectorProblem(spec: Some): ObjectProblem[] {
  const path = ['spec', 'selector'];
  const selector = (spec?.['selector'] ?? {}) as LabelSelector;
  if (selectsAll(selector)) return problem(path, 'is missing, or empty');
  const wrong = selectorProblems(selector, path);
  if (wrong.length > 0) return wrong;
  const labels = textsOf(at(at(spec, 'template'), 'metadata')?.['labels'] as LabelTexts);
  const wanted = decodedSelector(selector);
  if (selects(wanted, labels)) return [];
  return problem(path, `${selectorText(wanted)} does not select the pods of spec.template`);
}

function templateProblems(spec: Some, path: Path): ObjectProblem[] {
  const template = at(spec, 'template');
  return [
    ...labelProblems(at(template, 'metadata'), [...path, 'template', 'metadata']),
    ...podProblems(at(template, 'spec'), [...path, 'template', 'spec']),
  ];
}

/** A pod that starts over for ever never completes. */
function jobProblems(spec: Some, path: Path): ObjectProblem[] {
  const policy = text(at(at(spec, 'template'), 'spec'), 'restartPolicy');
  const ends = policy === 'Never' || policy === 'OnFailure';
  return [
    ...templateProblems(spec, path),
    ...problem([...path, 'template', 'spec', 'restartPolicy'], ends ? undefined : 'has to be Never or OnFailure'),
  ];
}

function podProblems(spec: Some, path: Path): ObjectProblem[] {
  const containers = ['containers', 'initContainers'].flatMap((field) =>
    list(spec, field).map((container, index) => ({ container, path: [...path, field, index] })),
  );
  const names = containers.map(({ container }) => container?.['name']);
  return [
    ...problem([...path, 'containers'], list(spec, 'containers').length === 0 ? 'there is no container' : undefined),
    ...containers.flatMap(({ container, path: own }, index) => [
      ...problem([...own, 'name'], dnsLabelProblem(text(container, 'name'))),
      ...problem([...own, 'name'], names.indexOf(names[index]) < index ? 'another container is called so' : undefined),
      ...problem([...own, 'image'], text(container, 'image') === '' ? 'is missing' : undefined),
      ...list(container, 'ports').flatMap((port, number) => containerPortProblems(port, [...own, 'ports', number])),
    ]),
  ];
}

function containerPortProblems(port: Some, path: Path): ObjectProblem[] {
  const name = text(port, 'name');
  return [
    ...problem([...path, 'containerPort'], portNumberProblem(port?.['containerPort'])),
    ...problem([...path, 'hostPort'], port?.['hostPort'] == null ? undefined : portNumberProblem(port['hostPort'], 0)),
    ...problem([...path, 'name'], name === '' ? undefined : portNameProblem(name)),
    ...problem([...path, 'protocol'], protocolProblem(port)),
  ];
}

const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

function serviceProblems(spec: Some): ObjectProblem[] {
  const ports = list(spec, 'ports');
  const type = text(spec, 'type');
  const needsNone = spec?.['clusterIP'] === 'None' || type === 'ExternalName';
  const wrongType =
    type === '' || serviceTypes.includes(type) ? undefined : `"${type}" is none${didYouMean(type, serviceTypes)}`;
  return [
    ...problem(['spec', 'type'], wrongType),
    ...problem(['spec', 'ports'], ports.length === 0 && !needsNone ? 'there is no port' : undefined),
    ...ports.flatMap((port, index) => {
      const path = ['spec', 'ports', index];
      const target = port?.['targetPort'];
      const nameless = ports.length > 1 && text(port, 'name') === '';
      return [
        ...problem([...path, 'port'], portNumberProblem(port?.['port'])),
        ...problem([...path, 'name'], nameless ? 'is missing, as there are several ports' : undefined),
        ...problem([...path, 'targetPort'], targetProblem(target)),
        ...problem([...path, 'protocol'], protocolProblem(port)),
      ];
    }),
  ];
}

function targetProblem(target: unknown): string | undefined {
  if (target == null || target === 0 || target === '') return undefined;
  return typeof target === 'string' ? portNameProblem(target) : portNumberProblem(target);
}

function portNumberProblem(port: unknown, least = 1): string | undefined {
  if (port == null) return 'is missing';
  const number = Number(port);
  return number < least || number > 65_535 ? `${number} is no port from 1 to 65535` : undefined;
}

function protocolProblem(port: Some): string | undefined {
  const protocol = text(port, 'protocol');
  return ['', 'TCP', 'UDP', 'SCTP'].includes(protocol) ? undefined : `"${protocol}" is none of TCP, UDP and SCTP`;
}

function text(value: Some, field: string): string {
  return (value?.[field] ?? '') as string;
}

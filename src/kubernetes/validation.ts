import type { KubernetesObject, LabelSelector } from '../model/scenario.ts';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem, objectNameProblem } from './names.ts';
import type { ObjectProblem } from './object-schema.ts';
import { podProblems } from './pod-validation.ts';
import { selectorProblems } from './selector-problems.ts';
import { serviceProblems } from './service-validation.ts';
import { decodedSelector, selectsAll, textsOf, type LabelTexts } from './labels.ts';
import { selects, selectorText } from './selector.ts';
import { at, choice, list, natural, problem, text, type Path, type Written } from './written.ts';

/**
 * What an API server takes apart from an object's types, of the kinds that flowproof reads (Kubernetes:
 * pkg/apis/core/validation, apps/validation and batch/validation): names, labels, ports, containers, and fields that have
 * one of a few values. Of an object that decodes.
 */
export function validationProblems(object: KubernetesObject): ObjectProblem[] {
  const spec = object['spec'] as Written;
  const own = metadataProblems(object, ['metadata']);
  switch (object.kind) {
    case 'Pod':
      return [...own, ...podProblems(spec, ['spec'])];
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      return [...own, ...workloadProblems(object.kind, spec)];
    case 'Job':
      return [...own, ...jobProblems(spec, ['spec'])];
    case 'CronJob':
      return [...own, ...cronJobProblems(object.metadata.name, spec)];
    case 'Service':
      return [...own, ...serviceProblems(spec)];
    default:
      return own;
  }
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

function labelProblems(metadata: Written, path: Path): ObjectProblem[] {
  const labels = Object.entries((metadata?.['labels'] ?? {}) as Record<string, string | null>);
  return labels.flatMap(([key, value]) =>
    problem([...path, 'labels', key], labelKeyProblem(key) ?? labelValueProblem(value ?? '')),
  );
}

function workloadProblems(kind: string, spec: Written): ObjectProblem[] {
  const path = ['spec'];
  const restart = text(at(at(spec, 'template'), 'spec'), 'restartPolicy');
  return [
    ...natural(spec, path, ['replicas', 'minReadySeconds', 'revisionHistoryLimit']),
    ...selectorProblem(spec),
    ...(kind === 'Deployment' ? strategyProblems(spec) : []),
    ...choice(at(spec, 'updateStrategy'), [...path, 'updateStrategy'], 'type', ['RollingUpdate', 'OnDelete']),
    ...choice(spec, path, 'podManagementPolicy', ['OrderedReady', 'Parallel']),
    ...problem(
      [...path, 'template', 'spec', 'restartPolicy'],
      ['', 'Always'].includes(restart) ? undefined : `has to be Always, as pods of a ${kind} are to run`,
    ),
    ...templateProblems(spec, path),
  ];
}

function strategyProblems(spec: Written): ObjectProblem[] {
  const strategy = at(spec, 'strategy');
  const path = ['spec', 'strategy'];
  const rolls = strategy?.['rollingUpdate'] != null && text(strategy, 'type') === 'Recreate';
  return [
    ...choice(strategy, path, 'type', ['RollingUpdate', 'Recreate']),
    ...problem([...path, 'rollingUpdate'], rolls ? 'is of no use to the strategy Recreate' : undefined),
  ];
}

/** A selector that leaves out the pods of its own template would make pods for ever. */
function selectorProblem(spec: Written): ObjectProblem[] {
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

function templateProblems(spec: Written, path: Path): ObjectProblem[] {
  const template = at(spec, 'template');
  // A StatefulSet has volumes besides those of its template.
  const claimed = list(spec, 'volumeClaimTemplates').map((claim) => text(at(claim, 'metadata'), 'name'));
  return [
    ...labelProblems(at(template, 'metadata'), [...path, 'template', 'metadata']),
    ...podProblems(at(template, 'spec'), [...path, 'template', 'spec'], claimed),
  ];
}

/** A pod that starts over for ever never completes. */
function jobProblems(spec: Written, path: Path): ObjectProblem[] {
  const restart = text(at(at(spec, 'template'), 'spec'), 'restartPolicy');
  const ends = restart === 'Never' || restart === 'OnFailure';
  return [
    ...natural(spec, path, ['completions', 'parallelism', 'backoffLimit', 'activeDeadlineSeconds']),
    ...problem([...path, 'template', 'spec', 'restartPolicy'], ends ? undefined : 'has to be Never or OnFailure'),
    ...templateProblems(spec, path),
  ];
}

/** The names of its Jobs have eleven characters more. */
const longestCronJobName = 52;

function cronJobProblems(name: string, spec: Written): ObjectProblem[] {
  const isLong = name.length > longestCronJobName;
  return [
    ...problem(['metadata', 'name'], isLong ? `has more than ${longestCronJobName} characters` : undefined),
    ...problem(['spec', 'schedule'], scheduleProblem(text(spec, 'schedule'))),
    ...choice(spec, ['spec'], 'concurrencyPolicy', ['Allow', 'Forbid', 'Replace']),
    ...jobProblems(at(at(spec, 'jobTemplate'), 'spec'), ['spec', 'jobTemplate', 'spec']),
  ];
}

function scheduleProblem(schedule: string): string | undefined {
  if (schedule === '') return 'is missing';
  const isNamed = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/.test(schedule);
  const fields = schedule.trim().split(/\s+/);
  const isCron = fields.length === 5 && fields.every((field) => /^[\w*?/,-]+$/.test(field));
  return isNamed || isCron ? undefined : `"${schedule}" is no schedule: write five fields, such as "0 3 * * *"`;
}

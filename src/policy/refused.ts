import { decodingProblems, isKnown, type ObjectProblem } from '../kubernetes/object-schema.ts';
import { validationProblems } from '../kubernetes/validation.ts';
import type { Problem } from '../model/errors.ts';
import type { Manifest } from '../model/scenario.ts';
import { isAdminPolicy, readAdminPolicies } from './admin/read-admin.ts';
import { readNetworkPolicies } from './read.ts';

/** A problem that keeps an object from coming to be. */
export interface Refused extends Problem {
  readonly manifest: Manifest;
  /** Whether the object can be read all the same: its fields are what they should be, and its values are not. */
  readonly decodes: boolean;
}

/** What an API server would refuse of the manifests: in the order in which they are written, and of each, all of it. */
export function refusedAmong(manifests: readonly Manifest[]): Refused[] {
  return manifests.flatMap((manifest) => {
    const { object } = manifest;
    const undecoded = decodingProblems(object);
    const decodes = undecoded.length === 0;
    const problems = decodes ? problemsOf(manifest) : undecoded.map((problem) => described(problem, manifest));
    return problems.map((problem) => ({ ...problem, manifest, decodes }));
  });
}

function problemsOf(manifest: Manifest): Problem[] {
  const { object } = manifest;
  return [
    ...(isKnown(object) || isAdminPolicy(object) ? validationProblems(object) : []).map((problem) =>
      described(problem, manifest),
    ),
    ...readNetworkPolicies([manifest]).problems,
    ...readAdminPolicies([manifest]).problems,
  ];
}

function described({ path, text }: ObjectProblem, { object: { kind, metadata }, at }: Manifest): Problem {
  const name = [metadata.namespace ?? [], metadata.name].flat().join('/');
  return { position: at(path), text: `${kind} ${name}, ${path.join('.')}: ${text}` };
}

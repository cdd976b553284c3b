import type { LabelSelector } from '../../model/scenario.ts';
import type { Hit } from '../rule.ts';
import type { Path, PlacedPolicy } from '../subject.ts';

/** Requirements that no label can be meant by (Kubernetes API reference, LabelSelectorRequirement; labels and selectors). */
export function malformedSelectors({ manifest, policy, rules }: PlacedPolicy): Hit[] {
  const peers = rules.flatMap((rule) => (rule.peers === 'any' ? [] : rule.peers));
  const selectors: [path: Path, selector: LabelSelector | undefined][] = [
    [['spec', 'podSelector'], policy.podSelector],
    ...peers.flatMap(({ peer, path }): [Path, LabelSelector | undefined][] =>
      peer.kind === 'ipBlock'
        ? []
        : [
            [[...path, 'namespaceSelector'], peer.namespaceSelector],
            [[...path, 'podSelector'], peer.podSelector],
          ],
    ),
  ];
  return selectors.flatMap(([path, selector]) =>
    problemsOf(selector ?? {}).map(([inner, text]) => ({
      manifest,
      position: manifest.at([...path, ...inner]),
      why: `The API server refuses this selector: ${text}.`,
      fix: 'Correct the selector, or the policy never comes to be.',
    })),
  );
}

function problemsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): [path: Path, text: string][] {
  return [
    ...Object.entries(matchLabels).flatMap(([key, value]) => labelProblems(key, [value], ['matchLabels', key])),
    ...matchExpressions.flatMap(({ key, operator, values = [] }, index): [Path, string][] => {
      const path = ['matchExpressions', index];
      const wanted = operator === 'In' || operator === 'NotIn';
      if (wanted && values.length === 0) return [[path, `${operator} needs values`]];
      if (!wanted && values.length > 0) return [[path, `${operator} takes no values`]];
      return labelProblems(key, values, path);
    }),
  ];
}

function labelProblems(key: string, values: readonly string[], path: Path): [Path, string][] {
  const name = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?(?=.{1,63}$)[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;
  const text = /^(?:(?=.{1,63}$)[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)?$/;
  if (!name.test(key)) return [[path, `"${key}" is no key of a label`]];
  return values
    .filter((value) => !text.test(value))
    .map((value) => [path, `"${value}" is no value that a label can have`]);
}

import { didYouMean } from '../model/did-you-mean.ts';
import { labelKeyProblem, labelValueProblem } from './names.ts';
import type { ObjectProblem } from './object-schema.ts';

type Path = ObjectProblem['path'];

/** A LabelSelector as it is written, with the right types. */
interface WrittenSelector {
  readonly matchLabels?: Readonly<Record<string, string | null>> | null | undefined;
  readonly matchExpressions?: readonly (WrittenRequirement | null)[] | null | undefined;
}

interface WrittenRequirement {
  readonly key?: string | null | undefined;
  readonly operator?: string | null | undefined;
  readonly values?: readonly (string | null)[] | null | undefined;
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Requirements that no label can be meant by (Kubernetes API reference, LabelSelectorRequirement; labels and selectors). */
export function selectorProblems(selector: WrittenSelector | null | undefined, path: Path): ObjectProblem[] {
  const { matchLabels, matchExpressions } = selector ?? {};
  const found: [Path, string][] = [
    ...Object.entries(matchLabels ?? {}).flatMap(([key, value]) => labelProblems(key, [value], ['matchLabels', key])),
    ...(matchExpressions ?? []).flatMap((one, index) => requirementProblems(one ?? {}, ['matchExpressions', index])),
  ];
  return found.map(([inner, text]) => ({ path: [...path, ...inner], text: `in this selector, ${text}` }));
}

function requirementProblems({ key, operator, values }: WrittenRequirement, path: Path): [Path, string][] {
  const given = values ?? [];
  if (!operators.includes(operator ?? '')) {
    return [[path, `"${operator ?? ''}" is no operator${didYouMean(operator ?? '', operators)}`]];
  }
  const wanted = operator === 'In' || operator === 'NotIn';
  if (wanted && given.length === 0) return [[path, `${operator} needs values`]];
  if (!wanted && given.length > 0) return [[path, `${operator} takes no values`]];
  return labelProblems(key ?? '', given, path);
}

function labelProblems(key: string, values: readonly (string | null)[], path: Path): [Path, string][] {
  const wrongKey = labelKeyProblem(key);
  if (wrongKey !== undefined) return [[path, wrongKey]];
  return values.flatMap((value): [Path, string][] => {
    const wrong = labelValueProblem(value ?? '');
    return wrong === undefined ? [] : [[path, wrong]];
  });
}

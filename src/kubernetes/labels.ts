import type { LabelSelector } from '../model/scenario.ts';

/** Labels as they are written. */
export type LabelTexts = Readonly<Record<string, string | null>> | null | undefined;

/** Labels as an API server decodes them: a value that is null is an empty one. */
export function textsOf(labels: LabelTexts): Record<string, string> {
  return Object.fromEntries(Object.entries(labels ?? {}).map(([key, value]) => [key, value ?? '']));
}

type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

/** A selector as an API server decodes it: without what is null, and an item that is has no fields. */
export function decodedSelector({ matchLabels, matchExpressions }: LabelSelector): LabelSelector {
  const written: readonly (Requirement | null)[] = matchExpressions ?? [];
  return {
    matchLabels: textsOf(matchLabels),
    matchExpressions: written.map((one) => ({ ...(one as Requirement), values: one?.values ?? undefined })),
  };
}

/** Whether a selector asks for nothing, and so selects everything. */
export function selectsAll({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0;
}

import type { KindOptions } from './kind/kind-options.ts';

/** What a user asks for; `auto` takes the best that there is. */
export type EnvironmentName = 'auto' | 'kind' | 'netns';

export interface Choice {
  readonly name: Exclude<EnvironmentName, 'auto'>;
  /** Why it is not the better one. */
  readonly reason?: string | undefined;
}

/**
 * Chooses where to try flows: in a kind cluster, which a CNI protects as in production, or where that cannot be had, in
 * network namespaces.
 */
export async function chooseEnvironment(
  wish: EnvironmentName,
  kind: KindOptions,
  signal: AbortSignal,
): Promise<Choice> {
  if (wish !== 'auto') return { name: wish };
  const { whyNoKind } = await import('./kind/availability.ts');
  const reason = await whyNoKind(kind, signal);
  return reason === undefined ? { name: 'kind' } : { name: 'netns', reason };
}

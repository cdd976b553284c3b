import type { ScenarioFile } from './schema.ts';

/** The namespaces that the endpoints of a scenario file live in, each once. */
export function namespacesIn({ endpoints }: Pick<ScenarioFile, 'endpoints'>): string[] {
  const named = Object.values(endpoints).flatMap(({ pods, client }) => pods?.namespace ?? client?.namespace ?? []);
  return [...new Set(named)];
}

import { fileURLToPath } from 'node:url';

/** The path that a scenario's name means: a URL leads to the same place whatever folder vitest was started in. */
export function pathOf(scenario: string | URL): string {
  return typeof scenario === 'string' ? scenario : fileURLToPath(scenario);
}

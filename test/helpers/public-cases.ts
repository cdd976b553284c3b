import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from './cli.ts';

/** Folders of the scenarios whose cases were thought of elsewhere: the policy recipes and Kubernetes' own tests. */
export const publicCases: readonly string[] = foldersOf('scenarios/{recipes,e2e}/*');

/** Folders of the scenarios that show how a system is protected as a whole. */
export const libraryCases: readonly string[] = foldersOf('scenarios/{*,tiers/*}').filter(
  (folder) => folder !== 'scenarios/task-api',
);

function foldersOf(pattern: string): string[] {
  return globSync(`${pattern}/scenario.yaml`, { cwd: root }).map(dirname).toSorted();
}

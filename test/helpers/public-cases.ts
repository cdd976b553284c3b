import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from './cli.ts';

/** Folders of the scenarios whose cases were thought of elsewhere: the policy recipes and Kubernetes' own tests. */
export const publicCases: readonly string[] = globSync('scenarios/{recipes,e2e}/*/scenario.yaml', { cwd: root })
  .map(dirname)
  .toSorted();

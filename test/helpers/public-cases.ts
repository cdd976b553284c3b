import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from './cli.ts';

/** Folders of the scenarios whose cases were thought of elsewhere: the well-known policy recipes. */
export const publicCases: readonly string[] = globSync('scenarios/recipes/*/scenario.yaml', { cwd: root })
  .map(dirname)
  .toSorted();

import { dirname, join } from 'node:path';
import type { Scenario } from '../../src/model/scenario.ts';
import { renderPlanMarkdown } from '../../src/reporters/markdown/plan.ts';

const marked = /(<!-- matrix of (\S+) -->\n)[^]*?(<!-- end of matrix -->)/g;

/**
 * A page with the matrices of the scenarios that its comments name, relative to itself: `<!-- matrix of . -->`, and
 * `<!-- end of matrix -->` below.
 */
export async function withMatrices(
  page: string,
  text: string,
  load: (folder: string) => Promise<Scenario>,
): Promise<string> {
  const folders = [...text.matchAll(marked)].map(([, , folder = '']) => folder);
  const matrices = new Map<string, string>();
  for (const folder of folders) matrices.set(folder, renderPlanMarkdown(await load(join(dirname(page), folder))));
  return text.replaceAll(marked, (_, head: string, folder: string, tail: string) =>
    [head, matrices.get(folder), tail].join('\n'),
  );
}

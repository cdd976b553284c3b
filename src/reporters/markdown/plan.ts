import type { Scenario, Stage } from '../../model/scenario.ts';
import { expectedGrid } from '../grid.ts';
import { printable } from '../printable.ts';
import { matrixTable } from './matrix.ts';
import { escapeMarkdown } from './text.ts';

/** Renders what a scenario declares as Markdown, to stand in a README: a matrix of expectations per stage. */
export function renderPlanMarkdown(raw: Scenario): string {
  const scenario = printable(raw);
  return `${scenario.stages.map((stage) => renderStage(stage, scenario)).join('\n\n')}\n`;
}

function renderStage(stage: Stage, scenario: Scenario): string {
  const { head, rows, legend } = matrixTable(expectedGrid(stage, scenario));
  const title = scenario.stages.length === 1 ? '' : `**Stage ${escapeMarkdown(stage.name)}**`;
  const description = escapeMarkdown(stage.description ?? '');
  const above = [title, description].filter((text) => text !== '').join(': ');
  return [above, [head, ...rows].join('\n'), legend].filter((block) => block !== '').join('\n\n');
}

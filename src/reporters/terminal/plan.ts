import { estimate, type Tempo } from '../../probe/estimate.ts';
import type { Scenario, Stage } from '../../model/scenario.ts';
import { allCells, cellKey } from '../../scenario/flows.ts';
import { printable } from '../printable.ts';
import { durationLabel } from '../duration.ts';
import { expectedGrid } from '../grid.ts';
import { count } from '../headline.ts';
import { renderMatrix } from './matrix.ts';
import { styled, type Screen } from './screen.ts';
import { wrap } from './wrap.ts';

/** Endpoints that a line names at the most. */
const shownEnds = 8;

export interface PlanOptions extends Tempo {
  readonly screen: Screen;
}

/** Renders what a scenario would prove: a matrix of expectations per stage, the probes, and the time they take. */
export function renderPlan(raw: Scenario, { screen, ...tempo }: PlanOptions): string {
  const scenario = printable(raw);
  const { name, file, description, stages } = scenario;
  const { probes, probingMs } = estimate(scenario, stages, tempo);
  const flows = stages.reduce((sum, stage) => sum + stage.flows.length, 0);
  const rate = tempo.maxRate === undefined ? '' : `, at ${count(tempo.maxRate, 'new connection')} per second at most`;
  const total =
    `${count(flows, 'flow')} in ${count(stages.length, 'stage')}, about ${count(probes, 'probe')}; probing takes about ` +
    `${durationLabel(probingMs)} once cluster and workloads are up${rate}. Nothing was touched.`;
  const blocks = [
    [
      styled(`flowproof ${name} (${file})`, 'bold', screen),
      ...wrap(description ?? '', screen.width).filter((line) => line !== ''),
    ],
    ...stages.map((stage) => renderStage(stage, scenario, screen)),
    wrap(total, screen.width),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderStage(stage: Stage, scenario: Scenario, screen: Screen): string[] {
  const { name, description, manifests, flows } = stage;
  const allowed = flows.filter(({ expect }) => expect === 'allowed').length;
  const applied = manifests.map(({ object }) => `${object.kind} ${object.metadata.name}`).join(', ');
  const title = `stage ${scenario.stages.indexOf(stage) + 1}/${scenario.stages.length}: ${name}`;
  return [
    styled(`── ${title}: ${allowed} allowed, ${flows.length - allowed} blocked`, 'bold', screen),
    ...(description === undefined ? [] : wrap(description, screen.width)),
    ...(applied === '' ? [] : wrap(`applies ${applied}`, screen.width)),
    '',
    ...renderMatrix(expectedGrid(stage, scenario), screen),
    ...wrap(leftOut(stage, scenario), screen.width).filter((line) => line !== ''),
  ];
}

/** What the run will say nothing about: nobody has written down what should become of it. */
function leftOut({ flows }: Stage, { endpoints }: Scenario): string {
  const expected = new Set(flows.map(cellKey));
  const cells = allCells(endpoints).filter((cell) => !expected.has(cellKey(cell)));
  if (cells.length === 0) return '';
  const ends = endpoints
    .map(({ name }) => name)
    .filter((name) => cells.some(({ from, to }) => [from, to].includes(name)));
  const more = ends.length > shownEnds ? `, and ${ends.length - shownEnds} more` : '';
  return `left out, for nobody says what they should do: ${count(cells.length, 'flow')} among ${ends.slice(0, shownEnds).join(', ')}${more}`;
}

import { flowLabel, portLabel } from '../../model/label.ts';
import { transportLabel } from '../../policy/peer-label.ts';
import {
  mutationScore,
  type MutantResult,
  type MutatedPolicy,
  type MutationReport,
} from '../../analysis/mutation/mutate.ts';
import { placeLabel } from '../../policy/reason.ts';
import { printable } from '../printable.ts';
import { count } from '../headline.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { sectionTitle } from './section.ts';
import { wrap } from './wrap.ts';

/** Renders how well flows guard policies: each change with the flow that would notice, and the score last. */
export function renderMutation(raw: MutationReport, screen: Screen): string {
  const report = printable(raw);
  const changes = report.policies.flatMap(({ mutants }) => mutants).length;
  const blocks = [
    [
      styled(`flowproof mutate ${report.scenario} (${report.file})`, 'bold', screen),
      ...wrap(
        `${count(changes, 'change')} to ${count(report.policies.length, 'policy', 'policies')}, each made alone; no cluster was asked`,
        screen.width,
      ),
    ],
    ...report.policies.map((policy) => renderPolicy(policy, screen)),
    renderScore(report, screen),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderPolicy({ namespace, name, position, mutants }: MutatedPolicy, screen: Screen): string[] {
  const guarded = mutants.filter(({ outcome }) => outcome === 'guarded').length;
  const noticeable = mutants.filter(({ outcome }) => outcome !== 'unnoticeable').length;
  const style = guarded === noticeable ? 'green' : 'red';
  return [
    ...sectionTitle(`${namespace}/${name}`, { right: `${guarded} of ${noticeable} guarded`, style, screen }),
    ...wrap(placeLabel(position), screen.width),
    ...mutants.flatMap((mutant) => renderMutant(mutant, screen)),
  ];
}

const marks: Record<MutantResult['outcome'], readonly [symbol: string, style: Style]> = {
  guarded: ['✓', 'green'],
  unguarded: ['UNGUARDED', 'red'],
  unnoticeable: ['-', 'dim'],
};

function renderMutant(mutant: MutantResult, screen: Screen): string[] {
  const [symbol, style] = marks[mutant.outcome];
  const [first = '', ...more] = wrap(`${symbol} ${mutant.what}: ${consequence(mutant)}`, screen.width - 4);
  return [styled(first, style, screen), ...more.map((line) => styled(`    ${line}`, style, screen))];
}

function consequence({ outcome, position, noticedBy, add, between }: MutantResult): string {
  if (noticedBy) return `${flowLabel(noticedBy.flow)} in stage ${noticedBy.stage} would notice`;
  if (outcome === 'unnoticeable') return 'no pod of the manifests would notice';
  const place = `(${placeLabel(position)})`;
  if (add) {
    const { flow, expect, stage } = add;
    return `no flow would notice ${place}; add to stage ${stage}: { from: ${flow.from}, to: '${flow.to}:${portLabel(flow.port)}', expect: ${expect} }`;
  }
  if (!between) return `no flow would notice ${place}`;
  const { from, to, port, protocol, expect } = between;
  return `no flow would notice ${place}; add endpoints for ${from} and ${to}, and that port ${transportLabel(port, protocol)} is ${expect}`;
}

function renderScore(report: MutationReport, screen: Screen): string[] {
  const { score, guarded, noticeable } = mutationScore(report);
  const text = `mutation score ${score} %: ${guarded} of ${count(noticeable, 'change')} that pods of the manifests could notice`;
  return wrap(`${text} would be noticed`, screen.width).map((line) =>
    styled(line, guarded === noticeable ? 'green' : 'red', screen),
  );
}

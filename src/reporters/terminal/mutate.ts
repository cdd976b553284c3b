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

export interface MutationOptions {
  readonly screen: Screen;
  /** Lists what no pod of the manifests could notice, too; else it is a number. */
  readonly all: boolean;
}

/** Renders how well flows guard policies: what none guards first, then what one does, and the score last. */
export function renderMutation(raw: MutationReport, { screen, all }: MutationOptions): string {
  const report = printable(raw);
  const mutants = report.policies.flatMap((policy) => policy.mutants);
  const unnoticeable = mutants.filter(({ outcome }) => outcome === 'unnoticeable').length;
  const blocks = [
    [
      styled(`flowproof mutate ${report.scenario} (${report.file})`, 'bold', screen),
      ...wrap(
        `${count(mutants.length, 'change')} to ${count(report.policies.length, 'policy', 'policies')}, each made alone; no cluster was asked`,
        screen.width,
      ),
    ],
    renderOutcome('unguarded', report.policies, screen),
    renderAdditions(report.policies, screen),
    renderOutcome('guarded', report.policies, screen),
    all ? renderOutcome('unnoticeable', report.policies, screen) : [],
    all || unnoticeable === 0 ? [] : wrap(unlisted(unnoticeable), screen.width),
    renderScore(report, screen),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const sections: Record<MutantResult['outcome'], readonly [title: string, symbol: string, style: Style]> = {
  unguarded: ['no flow would notice', 'UNGUARDED', 'red'],
  guarded: ['a flow would notice', '✓', 'green'],
  unnoticeable: ['no pod of the manifests could notice', '-', 'dim'],
};

function renderOutcome(outcome: MutantResult['outcome'], policies: readonly MutatedPolicy[], screen: Screen): string[] {
  const [title, symbol, style] = sections[outcome];
  const own = policies
    .map((policy) => ({ ...policy, mutants: policy.mutants.filter((mutant) => mutant.outcome === outcome) }))
    .filter(({ mutants }) => mutants.length > 0);
  if (own.length === 0) return [];
  const right = count(own.flatMap(({ mutants }) => mutants).length, 'change');
  return [
    ...sectionTitle(title, { right, style, screen }),
    ...own.flatMap(({ namespace, name, position, mutants }) => [
      ...wrap(`${namespace}/${name} (${placeLabel(position)})`, screen.width),
      ...mutants.flatMap((mutant) => {
        const [first = '', ...more] = wrap(`${symbol} ${mutant.what}${consequence(mutant)}`, screen.width - 6);
        return [styled(`  ${first}`, style, screen), ...more.map((line) => styled(`      ${line}`, style, screen))];
      }),
    ]),
  ];
}

/** What follows the change, beyond what its section says. */
function consequence({ outcome, position, noticedBy, add, between }: MutantResult): string {
  if (noticedBy) return `: ${flowLabel(noticedBy.flow)} in stage ${noticedBy.stage}`;
  if (outcome === 'unnoticeable') return '';
  const place = ` (${placeLabel(position)})`;
  if (add) return `${place}; to guard it: ${flowLabel(add.flow)}`;
  if (!between) return place;
  const { from, to, port, protocol, expect } = between;
  return `${place}; add endpoints for ${from} and ${to}, and that port ${transportLabel(port, protocol)} is ${expect}`;
}

/** The flows that would guard what none guards, to be copied into the scenario as they stand. */
function renderAdditions(policies: readonly MutatedPolicy[], screen: Screen): string[] {
  const added = policies.flatMap(({ mutants }) => mutants.flatMap(({ add }) => add ?? []));
  return [...Map.groupBy(added, ({ stage }) => stage)].flatMap(([stage, own]) => [
    styled(`add to the flows of stage ${stage}:`, 'bold', screen),
    ...new Set(
      own.map(
        ({ flow, expect }) => `  - { from: ${flow.from}, to: '${flow.to}:${portLabel(flow.port)}', expect: ${expect} }`,
      ),
    ),
  ]);
}

function unlisted(changes: number): string {
  return `${count(changes, 'more change')}, which no pod of the manifests could notice: --all lists ${changes === 1 ? 'it' : 'them'}`;
}

function renderScore(report: MutationReport, screen: Screen): string[] {
  const { score, guarded, noticeable } = mutationScore(report);
  const text = `mutation score ${score} %: ${guarded} of ${count(noticeable, 'change')} that pods of the manifests could notice`;
  return wrap(`${text} would be noticed`, screen.width).map((line) =>
    styled(line, guarded === noticeable ? 'green' : 'red', screen),
  );
}

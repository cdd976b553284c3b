import { flowLabel } from '../../model/label.ts';
import type { LiveReport, LiveResult } from '../../analysis/mutation/judge-live.ts';
import { printable } from '../printable.ts';
import { count } from '../headline.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { sectionTitle } from './section.ts';
import { wrap } from './wrap.ts';

/** Renders what real traffic said of the changes that no declared flow would notice. */
export function renderLiveMutation(raw: LiveReport, screen: Screen): string {
  const { environment, results, untried, failure, leftovers } = printable(raw);
  const confirmed = results.filter(({ outcome }) => outcome === 'confirmed').length;
  const style = confirmed === results.length ? 'green' : 'red';
  const right = results.length === 0 ? 'nothing to confirm' : `${confirmed} of ${results.length} confirmed`;
  return [
    ...sectionTitle('live', { right, style, screen }),
    ...(results.length === 0 ? [] : wrap(environment, screen.width)),
    ...results.flatMap((result) => renderResult(result, screen)),
    ...(untried === 0 ? [] : wrap(`${count(untried, 'more change')} not tried`, screen.width)),
    ...(failure ? wrap(`the run ended early: ${failure.message}\n${failure.hint}`, screen.width) : []),
    ...(leftovers ? wrap(`not everything is removed: ${leftovers.message}\n${leftovers.hint}`, screen.width) : []),
    '',
  ].join('\n');
}

const marks: Record<LiveResult['outcome'], readonly [symbol: string, style: Style]> = {
  confirmed: ['✓', 'green'],
  noticed: ['NOTICED', 'red'],
  unknown: ['?', 'yellow'],
};

function renderResult(result: LiveResult, screen: Screen): string[] {
  const { trial, outcome } = result;
  const { policy, what } = trial.survivor;
  const [symbol, style] = marks[outcome];
  const text = `${symbol} ${policy.namespace}/${policy.name}, ${what}: ${consequence(result)}`;
  const [first = '', ...more] = wrap(text, screen.width - 4);
  return [styled(first, style, screen), ...more.map((line) => styled(`    ${line}`, style, screen))];
}

function consequence({ trial, outcome, flow, changes }: LiveResult): string {
  if (outcome === 'noticed')
    return `${flow ? flowLabel(flow) : 'a flow'} noticed, although the policies mean otherwise`;
  if (flow) return `${flowLabel(flow)} cannot be told`;
  if (changes === false) return `no flow noticed, and ${trial.add} should have: was it in force?`;
  if (outcome === 'unknown') return 'it was not tried';
  return `no declared flow noticed${changes ? `, and ${trial.add} did` : ''}`;
}

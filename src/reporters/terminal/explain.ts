import type { AdminStep, Decision, RuleMiss, SideDecision } from '../../policy/decision.ts';
import { trafficLabel } from '../../policy/admin/admin-label.ts';
import { flowLabel } from '../../model/label.ts';
import { selectorText } from '../../kubernetes/selector.ts';
import { endLabel, type Connection, type End } from '../../policy/connection.ts';
import { missLabel } from '../../policy/denial.ts';
import type { Explanation } from '../../analysis/explain.ts';
import type { Direction, NetworkPolicy, PolicyRule } from '../../policy/network-policy.ts';
import { peersLabel, portsLabel, transportLabel } from '../../policy/peer-label.ts';
import { placeLabel } from '../../policy/reason.ts';
import type { SimulatedPath } from '../../simulation/simulate.ts';
import { foreignMessage } from '../check-words.ts';
import { printable } from '../printable.ts';
import { count } from '../headline.ts';
import { styled, type Screen } from './screen.ts';
import { wrap } from './wrap.ts';

/** Renders how the policies decide one flow, step by step; paths that are decided alike are told once. */
export function renderExplanation(raw: Explanation, screen: Screen): string {
  const { stage, prediction, declared } = printable(raw);
  const blocks = [
    [
      styled(`flowproof explain ${flowLabel(prediction.flow)} in stage ${stage}`, 'bold', screen),
      declared ? `declared ${declared.expect}, by ${placeLabel(declared.position)}` : 'not declared in this scenario',
    ],
    ...renderSteps(raw, screen),
    [verdictLine(raw, screen), ...renderPartial(raw, screen)],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The steps of the decision alone: a block of lines for each path that is decided in another way. */
export function renderSteps(raw: Pick<Explanation, 'prediction'>, screen: Screen): string[][] {
  const { paths } = printable(raw.prediction);
  if (paths.length === 0) {
    return [wrap('There is no path: either end has no pods, or the Service has no such port.', screen.width)];
  }
  const alike = [...Map.groupBy(paths, stepsKey).values()];
  return alike.map((group) => group.slice(0, 1).flatMap((path) => renderPath(path, group.length - 1, screen)));
}

/** The policies that are not understood, so that the word is partial. */
export function renderPartial(raw: Pick<Explanation, 'foreign'>, screen: Screen): string[] {
  return printable(raw.foreign).flatMap((policy) =>
    wrap(`partial: ${foreignMessage(policy)} (${placeLabel(policy.position)})`, screen.width),
  );
}

function verdictLine({ prediction: { verdict }, declared }: Explanation, screen: Screen): string {
  if (verdict === 'unknown') return styled('unknown', 'yellow', screen);
  const word = verdict === 'mixed' ? 'some paths are allowed, others blocked' : verdict;
  if (!declared) return styled(word, 'bold', screen);
  return declared.expect === verdict
    ? styled(`${word}, as declared`, 'green', screen)
    : styled(`${word}, though declared ${declared.expect}`, 'red', screen);
}

function stepsKey({ connection, decision, lookups }: SimulatedPath): string {
  return JSON.stringify([connection.port, [decision, ...lookups.map((lookup) => lookup.decision)]]);
}

function renderPath({ connection, decision, lookups, allowed }: SimulatedPath, more: number, screen: Screen): string[] {
  const others = more > 0 ? ` (and ${count(more, 'path')} alike)` : '';
  return [
    ...wrap(`${connectionLabel(connection)}${others}: ${allowed ? 'allowed' : 'blocked'}`, screen.width).map((line) =>
      styled(line, allowed ? 'green' : 'red', screen),
    ),
    ...unlike(lookups).flatMap((lookup) => [
      ...indented(`the name is looked up first: ${connectionLabel(lookup.connection)}`, 2, screen),
      ...renderSides(lookup.decision, lookup.connection, 4, screen),
    ]),
    ...renderSides(decision, connection, 2, screen),
  ];
}

/** The look-ups that are not decided alike: the DNS servers mostly are. */
function unlike(lookups: SimulatedPath['lookups']): SimulatedPath['lookups'] {
  return [...Map.groupBy(lookups, ({ decision }) => JSON.stringify(decision)).values()].flatMap((group) =>
    group.slice(0, 1),
  );
}

function connectionLabel({ from, to, port, protocol }: Connection): string {
  return `${describe(from)} → ${describe(to)}, port ${transportLabel(port, protocol)}`;
}

function describe(end: End): string {
  if (end.kind !== 'pod') return endLabel(end);
  const labels = Object.entries(end.pod.labels).filter(([key]) => !ownLabels.test(key));
  const text = selectorText({ matchLabels: Object.fromEntries(labels) });
  return text === '' ? endLabel(end) : `${endLabel(end)} (${text})`;
}

/** Labels that tell nothing of what the pod is. */
const ownLabels =
  /^(flowproof\.dev\/|app\.kubernetes\.io\/managed-by$|(?:statefulset|apps|batch)\.kubernetes\.io\/|job-name$)/;

function renderSides(
  { egress, ingress }: Decision,
  { from, to }: Connection,
  indent: number,
  screen: Screen,
): string[] {
  return [
    ...renderSide(egress, { direction: 'Egress', end: from, other: to, indent, screen }),
    ...renderSide(ingress, { direction: 'Ingress', end: to, other: from, indent, screen }),
  ];
}

interface SideContext {
  readonly direction: Direction;
  readonly end: End;
  readonly other: End;
  readonly indent: number;
  readonly screen: Screen;
}

function renderSide(side: SideDecision, context: SideContext): string[] {
  const { direction, end, indent, screen } = context;
  const title = `${direction.toLowerCase()} of ${endLabel(end)}`;
  const asked = side.kind === 'exempt' ? [] : (side.adminSteps ?? []).flatMap((step) => renderStep(step, context));
  switch (side.kind) {
    case 'exempt':
      return indented(`${title}: ${exemptions[side.because]}`, indent, screen);
    case 'not-isolated':
      return [
        ...indented(
          `${title}: allowed, because no ${whoSelects(asked)} it for ${direction.toLowerCase()}`,
          indent,
          screen,
        ),
        ...asked,
      ];
    case 'admin-allowed':
    case 'admin-denied':
      return [
        ...indented(
          `${title}: ${side.kind === 'admin-denied' ? 'denied' : 'allowed'}, by ${side.policy.kind} ${side.policy.name}`,
          indent,
          screen,
        ),
        ...asked,
      ];
    case 'allowed':
      return [
        ...indented(
          `${title}: allowed, by one of ${count(side.isolatedBy.length, 'policy', 'policies')} that select it`,
          indent,
          screen,
        ),
        ...asked,
        ...indented(`${ruleLabel(side.policy, side, context)}: matches`, indent + 2, screen),
      ];
    case 'denied':
      return [
        ...indented(`${title}: denied, because no rule of the policies that select it matches`, indent, screen),
        ...asked,
        ...side.isolatedBy.flatMap((policy) => renderDenied(policy, side.misses, context)),
      ];
  }
}

function whoSelects(asked: readonly string[]): string {
  return asked.length === 0 ? 'policy selects' : 'admin policy decides, and no NetworkPolicy selects';
}

function renderStep({ policy, match }: AdminStep, { direction, indent, screen }: SideContext): string[] {
  const { kind, name, tier, priority, position } = policy;
  const which = kind === 'BaselineAdminNetworkPolicy' ? '' : `, ${tier.toLowerCase()} tier, priority ${priority}`;
  if (!match) {
    const text = `${kind} ${name} (${placeLabel(position)})${which}: no ${direction.toLowerCase()} rule matches`;
    return indented(text, indent + 2, screen);
  }
  const { rule, index } = match;
  const what = `${kind} ${name}, rule ${index + 1} (${placeLabel(rule.position)})${which}, ${trafficLabel(rule, direction)}`;
  return indented(`${what}: ${outcomes[rule.action]}`, indent + 2, screen);
}

const outcomes = {
  Allow: 'matches, and allows',
  Accept: 'matches, and accepts',
  Deny: 'matches, and denies',
  Pass: 'matches, and passes to the next tier',
} as const;

const exemptions = {
  'not-a-pod': 'allowed, because policies select pods only',
  itself: 'allowed, because a pod cannot block itself',
  'own-node': 'allowed, because it comes from the node of the pod',
} as const;

function renderDenied(policy: NetworkPolicy, misses: readonly RuleMiss[], context: SideContext): string[] {
  // By name, for what was cleaned is a copy; the policies of one side are all of one namespace.
  const own = misses.filter((miss) => miss.policy.name === policy.name);
  const { indent, screen } = context;
  if (own.length > 0) {
    return own.flatMap((miss) =>
      indented(`${ruleLabel(policy, miss, context)}: ${lackLabel(miss, context)}`, indent + 2, screen),
    );
  }
  return indented(
    `${policy.name} (${placeLabel(policy.position)}): has no ${context.direction.toLowerCase()} rule`,
    indent + 2,
    screen,
  );
}

function ruleLabel(
  { name, namespace }: NetworkPolicy,
  { rule, index }: { readonly rule: PolicyRule; readonly index: number },
  { direction }: SideContext,
): string {
  const whom = `${direction === 'Egress' ? 'to' : 'from'} ${peersLabel(rule, namespace)}`;
  return `${name}, rule ${index + 1} (${placeLabel(rule.position)}), ${portsLabel(rule)} ${whom}`;
}

function lackLabel({ missed, policy, peers }: RuleMiss, { other }: SideContext): string {
  if (missed === 'port') return 'another port';
  const whys = peers.map((miss) => missLabel(miss, policy, endLabel(other))).join('; ');
  return missed === 'peer' ? `another peer: ${whys}` : 'another peer, and another port';
}

function indented(text: string, indent: number, { width }: Screen): string[] {
  return wrap(text, width - indent - 2).map((line, index) => `${' '.repeat(index === 0 ? indent : indent + 2)}${line}`);
}

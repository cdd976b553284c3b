import { flowLabel, portLabel } from '../model/label.ts';
import type { Cell, Flow, Port, Scenario, Stage } from '../model/scenario.ts';
import { parsePort } from '../kubernetes/port.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { UsageError } from '../model/errors.ts';
import type { ForeignPolicy } from '../policy/foreign.ts';
import { predict, simulate, type Prediction } from '../simulation/simulate.ts';

/** A question about one flow, as a user puts it. */
export interface Question {
  readonly from: string;
  /** `endpoint:port`, or `endpoint` where it has one port. */
  readonly to: string;
  /** @defaultValue the last stage */
  readonly stage?: string | undefined;
}

/** What the policies of a stage say of one flow, and what the scenario declares of it. */
export interface Explanation {
  readonly stage: string;
  readonly prediction: Prediction<Cell>;
  /** Absent where the scenario says nothing of this flow. */
  readonly declared?: Flow | undefined;
  readonly foreign: readonly ForeignPolicy[];
}

/**
 * Answers a question about one flow from the manifests alone; the flow need not be declared.
 *
 * @throws {@link UsageError} when it names a stage, an endpoint or a port that does not exist.
 */
export function explain(scenario: Scenario, { from, to, stage: name }: Question): Explanation {
  const stage = stageNamed(scenario, name);
  const [receiver = '', portText] = to.split(/:(.*)/s);
  checkEndpoint(from, scenario);
  checkEndpoint(receiver, scenario);
  checkEnds(from, receiver, scenario);
  const port = portOf(receiver, portText, scenario);
  const simulated = simulate(scenario).find((one) => one.stage === stage);
  if (!simulated) throw new Error(`stage ${stage.name} was not simulated`);
  const label = flowLabel({ from, to: receiver, port });
  const declared = stage.flows.find((flow) => flowLabel(flow) === label);
  const flow = { from, to: receiver, port };
  return {
    stage: stage.name,
    prediction: predict<Cell>(declared ?? flow, scenario, simulated.world),
    declared,
    foreign: simulated.foreign,
  };
}

/**
 * The stage of a name, or the last one.
 *
 * @throws {@link UsageError} when there is none.
 */
export function stageNamed({ stages }: Scenario, name: string | undefined): Stage {
  const found = name === undefined ? stages.at(-1) : stages.find((stage) => stage.name === name);
  if (found) return found;
  const names = stages.map((stage) => stage.name);
  const text = `no stage is called "${name}"${didYouMean(name ?? '', names)}`;
  throw new UsageError(text, 'List the stages with: flowproof plan SCENARIO');
}

function checkEndpoint(name: string, { endpoints }: Scenario): void {
  const names = endpoints.map((endpoint) => endpoint.name);
  if (names.includes(name)) return;
  const text = `no endpoint is called "${name}"${didYouMean(name, names)}`;
  throw new UsageError(text, 'Use names of the scenario: --from gateway --to task-api:8000');
}

/** A host only receives, and what only sends does not. */
function checkEnds(from: string, to: string, { endpoints }: Scenario): void {
  const kindOf = (name: string): string | undefined => endpoints.find((endpoint) => endpoint.name === name)?.kind;
  if (kindOf(from) === 'host') {
    throw new UsageError(
      `"${from}" is a host outside of the cluster, which sends nothing`,
      'Ask about another sender.',
    );
  }
  const kind = kindOf(to);
  if (kind === 'client' || kind === 'outside') {
    throw new UsageError(`"${to}" serves no port: it only sends`, 'Ask about a receiver: pods, or a host.');
  }
}

function portOf(receiver: string, text: string | undefined, scenario: Scenario): Port {
  const { ports = [] } = scenario.endpoints.find(({ name }) => name === receiver) ?? {};
  const [only, ...others] = ports;
  const port = text === undefined && others.length === 0 ? only : parsePort(text ?? '');
  if (port) return port;
  const known = ports.map((one) => `${receiver}:${portLabel(one)}`).join(', ') || 'none';
  const problem = text === undefined ? `"${receiver}" needs a port` : `"${text}" is no port`;
  throw new UsageError(`${problem}; the scenario has ${known}`, 'Ports are written as in scenarios: 8000, 53/dns.');
}

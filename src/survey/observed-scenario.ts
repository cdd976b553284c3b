import { flowLabel, portLabel } from '../model/label.ts';
import type { Cell, Endpoint, Expectation, Scenario } from '../model/scenario.ts';
import { allCells, cellKey } from '../scenario/flows.ts';
import type { EndpointEntry } from '../scenario/schema.ts';
import type { SurveyedFlow } from './survey.ts';
import type { SurveyDraft } from './expand.ts';
import { groupFlows } from './group-flows.ts';
import { writeScenario } from './write-scenario.ts';

/** A survey that was probed. */
export interface ProbedSurvey {
  readonly draft: SurveyDraft;
  /** The draft, expanded. */
  readonly scenario: Pick<Scenario<Cell>, 'endpoints'>;
  readonly flows: readonly Pick<SurveyedFlow, 'flow' | 'seen'>[];
  /** What stands above the scenario, a comment each. */
  readonly remarks: readonly string[];
}

/**
 * Writes what was observed as a scenario, as YAML to be corrected by hand. It expands to the flows that were seen allowed
 * or blocked and no others: of what is not sure there is a comment.
 */
export function observedScenario({ draft, scenario, flows, remarks }: ProbedSurvey): string {
  const seen = new Map(flows.map((one) => [cellKey(one.flow), one.seen]));
  const expectOf = (cell: Cell): Expectation | undefined => {
    const kind = seen.get(cellKey(cell))?.kind;
    return kind === 'allowed' || kind === 'blocked' ? kind : undefined;
  };
  const cells = allCells(scenario.endpoints);
  const endpoints = scenario.endpoints.flatMap((endpoint): Endpoint[] => {
    const ports = endpoint.ports.filter((port) =>
      cells.some(
        (cell) => cell.to === endpoint.name && portLabel(cell.port) === portLabel(port) && expectOf(cell) !== undefined,
      ),
    );
    // Without a port of its own, a pods endpoint has all that the manifests declare.
    if (ports.length === 0) return endpoint.kind === 'host' ? [] : [endpoint];
    return [{ ...endpoint, ports }];
  });
  const grouped = groupFlows(
    allCells(endpoints).map((cell) => ({ from: cell.from, to: targetText(cell, endpoints), expect: expectOf(cell) })),
  );
  return writeScenario(
    {
      name: draft.name,
      endpoints: Object.fromEntries(
        endpoints.map((endpoint) => [endpoint.name, withPorts(draft.endpoints[endpoint.name] ?? {}, endpoint)]),
      ),
      ...grouped,
    },
    { before: remarks, after: leftOut(flows) },
  );
}

/** The protocol is named where the endpoint has several on the port. */
function targetText({ to, port }: Cell, endpoints: readonly Endpoint[]): string {
  const { ports = [] } = endpoints.find(({ name }) => name === to) ?? {};
  const several = ports.filter(({ number }) => number === port.number).length > 1;
  return `${to}:${several ? `${port.number}/${port.protocol}` : portLabel(port)}`;
}

function withPorts(entry: EndpointEntry, { ports }: Endpoint): EndpointEntry {
  const written = ports.map((port) => (port.protocol === 'tcp' ? port.number : portLabel(port)));
  if (entry.host) return { host: { ...entry.host, ports: written } };
  return entry.pods && written.length > 0 ? { pods: { ...entry.pods, ports: written } } : entry;
}

/** A line per target and reason, with all who tried. */
function leftOut(flows: ProbedSurvey['flows']): string[] {
  const unclear = flows.flatMap(({ flow, seen }) => ('why' in seen ? [{ flow, why: seen.why }] : []));
  if (unclear.length === 0) return [];
  const alike = Map.groupBy(unclear, ({ flow, why }) => `${flow.to}:${portLabel(flow.port)}: ${why}`);
  const lines = [...alike.values()].flatMap((group) => {
    const [first] = group;
    const senders = group.map(({ flow }) => flow.from).join(', ');
    return first ? [`${flowLabel({ ...first.flow, from: senders })}: ${first.why}`] : [];
  });
  return ['Left out, because it is not certain:', ...lines];
}

import { flowLabel, portLabel } from '../model/label.ts';
import type { FlowResult } from '../model/report.ts';
import type { Endpoint, Flow, Scenario } from '../model/scenario.ts';
import { allCells, cellKey, type Cell } from '../scenario/flows.ts';
import type { EndpointEntry, ScenarioFile } from '../scenario/schema.ts';
import { groupFlows } from './group-flows.ts';
import { seenOf } from './seen.ts';
import { writeScenario } from './write-scenario.ts';

/** A survey that was probed. */
export interface ProbedSurvey {
  readonly file: ScenarioFile;
  /** The file, expanded. */
  readonly scenario: Scenario;
  readonly results: readonly FlowResult[];
  /** What stands above the scenario, a comment each. */
  readonly remarks: readonly string[];
}

/**
 * Writes what was observed as a scenario, as YAML to be corrected by hand. It expands to the flows that were seen allowed
 * or blocked and no others: of what is not sure there is a comment.
 */
export function observedScenario({ file, scenario, results, remarks }: ProbedSurvey): string {
  const seen = new Map(results.map((result) => [cellKey(result.flow), seenOf(result)]));
  const expectOf = (cell: Cell): Flow['expect'] | undefined => {
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
      name: file.name,
      endpoints: Object.fromEntries(
        endpoints.map((endpoint) => [endpoint.name, withPorts(file.endpoints[endpoint.name] ?? {}, endpoint)]),
      ),
      ...grouped,
    },
    { before: remarks, after: leftOut(results) },
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
function leftOut(results: readonly FlowResult[]): string[] {
  const unclear = results.flatMap((result) => {
    const seen = seenOf(result);
    return 'why' in seen ? [{ flow: result.flow, why: seen.why }] : [];
  });
  if (unclear.length === 0) return [];
  const alike = Map.groupBy(unclear, ({ flow, why }) => `${flow.to}:${portLabel(flow.port)}: ${why}`);
  const lines = [...alike.values()].flatMap((group) => {
    const [first] = group;
    const senders = group.map(({ flow }) => flow.from).join(', ');
    return first ? [`${flowLabel({ ...first.flow, from: senders })}: ${first.why}`] : [];
  });
  return ['Left out, for nothing is sure of them:', ...lines];
}

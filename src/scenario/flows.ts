import type { Problem } from '../model/errors.ts';
import type { Cell, Endpoint, Expectation, Port, Position } from '../model/scenario.ts';
import { parsePort, transportOf } from '../kubernetes/port.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { YamlDocument } from '../kubernetes/yaml.ts';
import { builtInNames } from './built-in.ts';
import type { FlowEntry } from './schema.ts';

/** An entry of `flows`, with the cells that it selects. */
export interface Rule {
  readonly expect: Expectation;
  readonly name?: string | undefined;
  readonly reason?: string | undefined;
  readonly position: Position;
  /** Number of sides (`from`, `to`) written as `*`: the fewer, the more specific. */
  readonly wildcards: number;
  readonly cells: readonly Cell[];
}

/** Reads one list of flows. `path` leads to it in the document. */
export function readRules(
  entries: readonly FlowEntry[],
  endpoints: readonly Endpoint[],
  document: YamlDocument,
  path: readonly (string | number)[],
): { rules: Rule[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const rules = entries.flatMap((entry, index) => {
    const position = document.at([...path, index]);
    const report = (key: string, text: string): void => {
      problems.push({ position: document.at([...path, index, key]), text });
    };
    const before = problems.length;
    const senders = [entry.from].flat().flatMap((text) => endpointsNamed(text, endpoints, report));
    const targets = [entry.to].flat().flatMap((text) => targetsOf(text, endpoints, report));
    if (problems.length > before) return [];
    const cells = uniqueCells(
      senders.flatMap((from) =>
        targets.filter(([to]) => canReach(from, to)).map(([to, port]) => ({ from: from.name, to: to.name, port })),
      ),
    );
    if (cells.length === 0) {
      problems.push({
        position,
        text: nothingSelected(
          senders,
          targets.map(([to]) => to),
        ),
      });
    }
    const wildcards = [entry.from, entry.to].filter((side) =>
      [side].flat().some((text) => text.startsWith('*')),
    ).length;
    const { expect, name, reason } = entry;
    return [{ expect, name, reason, position, wildcards, cells }];
  });
  return { rules, problems };
}

/** Every cell there is: each sender with each port of each other endpoint. */
export function allCells(endpoints: readonly Endpoint[]): Cell[] {
  return endpoints
    .filter(sends)
    .flatMap((from) =>
      endpoints
        .filter((to) => canReach(from, to))
        .flatMap((to) => to.ports.map((port) => ({ from: from.name, to: to.name, port }))),
    );
}

/** Identifies a cell; equal for cells of equal sender, receiver and port. */
export function cellKey({ from, to, port }: Cell): string {
  return `${from}→${to}:${port.number}/${port.protocol}`;
}

type Report = (key: string, text: string) => void;

function endpointsNamed(text: string, endpoints: readonly Endpoint[], report: Report): Endpoint[] {
  if (text === '*') return endpoints.filter(sends);
  const found = endpoints.find(({ name }) => name === text);
  if (found && sends(found)) return [found];
  const names = endpoints.filter(sends).map(({ name }) => name);
  report('from', found ? whySilent(found) : `no endpoint is called "${text}"${didYouMean(text, names, builtInNames)}`);
  return [];
}

function targetsOf(text: string, endpoints: readonly Endpoint[], report: Report): [Endpoint, Port][] {
  const [, name = '', port] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const receivers = endpoints.filter(({ ports }) => ports.length > 0);
  const named = name === '*' ? receivers : endpoints.filter((endpoint) => endpoint.name === name);
  if (name === '') report('to', `"${text}" names no endpoint; write ENDPOINT${text}`);
  else if (named.length === 0) {
    report(
      'to',
      `no endpoint is called "${name}"${didYouMean(
        name,
        receivers.map((endpoint) => endpoint.name),
        builtInNames,
      )}`,
    );
  }
  const targets = named.flatMap((endpoint) =>
    portsNamed(port, endpoint).map((one): [Endpoint, Port] => [endpoint, one]),
  );
  const [only] = named;
  if (only && targets.length === 0) {
    const served = only.ports.map(({ number, protocol }) => `${number}/${protocol}`).join(', ');
    if (name === '*') report('to', `no endpoint serves port ${port}`);
    else if (served === '') report('to', `"${name}" serves no port, so nothing can be sent to it`);
    else report('to', `"${name}" does not serve port ${port}; it serves ${served}`);
  }
  if (name !== '*' && port !== undefined && !port.includes('/') && targets.length > 1) {
    const choices = targets.map(([to, { number, protocol }]) => `${to.name}:${number}/${protocol}`).join(' or ');
    report('to', `"${text}" can mean ${choices}; name the protocol`);
  }
  return targets;
}

/** `53` is every protocol on 53; `53/udp` any that UDP carries; `53/dns` that one. */
function portsNamed(text: string | undefined, { ports }: Endpoint): readonly Port[] {
  if (text === undefined) return ports;
  const wanted = parsePort(text);
  if (!wanted) return [];
  const sameNumber = ports.filter(({ number }) => number === wanted.number);
  if (!text.includes('/')) return sameNumber;
  const exact = sameNumber.filter(({ protocol }) => protocol === wanted.protocol);
  if (exact.length > 0 || !/\/(tcp|udp)$/.test(text)) return exact;
  return sameNumber.filter(({ protocol }) => transportOf(protocol) === transportOf(wanted.protocol));
}

function sends(endpoint: Endpoint): boolean {
  return endpoint.kind === 'pods' ? endpoint.sends : endpoint.kind !== 'host';
}

function whySilent({ name, kind }: Endpoint): string {
  return kind === 'host'
    ? `"${name}" is a host outside of the cluster, which sends nothing`
    : `"${name}" sends nothing, unless it is declared as pods without sends: false`;
}

/** What is outside talks to what is outside without the cluster having a say. */
function canReach(from: Endpoint, to: Endpoint): boolean {
  return from.name !== to.name && !(from.kind === 'outside' && to.kind === 'host');
}

function uniqueCells(cells: readonly Cell[]): Cell[] {
  return [...new Map(cells.map((cell) => [cellKey(cell), cell])).values()];
}

function nothingSelected(senders: readonly Endpoint[], receivers: readonly Endpoint[]): string {
  const isOutside = ({ kind }: Endpoint): boolean => kind === 'outside' || kind === 'host';
  return senders.every(isOutside) && receivers.every(isOutside)
    ? 'this flow selects nothing: both ends are outside of the cluster, whose policies are not about it'
    : 'this flow selects nothing: traffic of an endpoint to itself is not defined by Kubernetes';
}

import { execa, ExecaError } from 'execa';
import { z } from 'zod';
import { connectionsOf, type Connections } from '../../src/connections/connections.ts';
import { focused } from '../../src/connections/focus.ts';
import { policyObject } from '../../src/policy/policy-object.ts';
import type { World } from '../../src/policy/world.ts';
import { bigWorld } from './reachability.ts';

/** What all connections of a world take flowproof, and what its truth table takes cyclonus. */
interface ComparedMatchers {
  readonly pods: number;
  readonly policies: number;
  /** Pairs of pods and a port that a policy names. */
  readonly cells: number;
  readonly allowed: number;
  /** On average. */
  readonly oursMs: number;
  readonly theirsMs: number;
}

/** One takes milliseconds, in which a machine may do other things. */
const rounds = 10;

const answerSchema = z.object({ milliseconds: z.number(), allowed: z.number() });

/**
 * Asks both who may connect to whom, in a cluster of so many namespaces with ten pods and five policies each. Resolves to
 * nothing where there is no Go.
 *
 * @throws when they allow different numbers of cells: then they were asked different things.
 */
export async function measureCyclonus(namespaces: number): Promise<ComparedMatchers | undefined> {
  const world = bigWorld(namespaces);
  const ports = portsNamed(world);
  const theirs = await askCyclonus({ ...objectsOf(world), ports });
  if (!theirs) return undefined;
  const started = performance.now();
  for (let round = 1; round < rounds; round += 1) connectionsOf({ world, manifests: [] });
  const connections = connectionsOf({ world, manifests: [] });
  const oursMs = (performance.now() - started) / rounds;
  const pods = world.pods.length;
  const cells = pods * (pods - 1) * ports.length;
  const allowed = countAllowed(connections, ports);
  if (allowed !== theirs.allowed)
    throw new Error(`of ${cells} cells, cyclonus allows ${theirs.allowed} and flowproof ${allowed}`);
  return { pods, policies: world.policies.length, cells, allowed, oursMs, theirsMs: theirs.milliseconds };
}

async function askCyclonus(question: object): Promise<z.infer<typeof answerSchema> | undefined> {
  try {
    const input = JSON.stringify(question);
    // It is compiled once and remembered, and measures itself.
    const { stdout } = await execa('go', ['run', '.'], { cwd: 'scripts/bench/cyclonus', input });
    return answerSchema.parse(JSON.parse(stdout));
  } catch (error) {
    if (error instanceof ExecaError && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The numbers of all ports that policies name, also by the names that pods give them; all are of TCP. */
function portsNamed({ pods, policies }: World): number[] {
  const rules = policies.flatMap(({ ingress, egress }) => [...ingress, ...egress]);
  const named = new Set(rules.flatMap(({ ports }) => (ports === 'any' ? [] : ports.map(({ port }) => port))));
  const byName = pods.flatMap(({ ports }) => ports.filter(({ name }) => named.has(name)));
  const numbers = [...named, ...byName.map(({ number }) => number)].filter((port) => typeof port === 'number');
  return [...new Set(numbers)];
}

/** A world as the program reads it. */
function objectsOf({ namespaces, pods, policies }: World): object {
  return {
    namespaces: Object.fromEntries(namespaces),
    pods: pods.map(({ namespace, labels, ips, ports }) => ({
      namespace,
      labels,
      ip: ips[0],
      portNames: Object.fromEntries(ports.map(({ number, name }) => [number, name])),
    })),
    policies: policies.map(policyObject),
  };
}

/** How many pairs of distinct pods may connect on some ports, each port by itself. */
function countAllowed(connections: Connections, ports: readonly number[]): number {
  const podsAt = (place: number): number => {
    const party = connections.parties[place];
    return party?.kind === 'workload' ? party.pods.length : 0;
  };
  const groups = ports.flatMap((number) => focused(connections, { port: { number, protocol: 'TCP' } }).groups);
  const pairs = groups.flatMap(({ from, to }) => from.flatMap((sender) => to.map((receiver) => [sender, receiver])));
  return pairs.reduce((sum, [from = -1, to = -1]) => sum + podsAt(from) * (podsAt(to) - (from === to ? 1 : 0)), 0);
}

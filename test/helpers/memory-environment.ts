import type { Cell, Scenario } from '../../src/model/scenario.ts';
import type { Probe } from '../../src/probe/probe.ts';
import type { Environment } from '../../src/environments/environment.ts';

/** Whether a connection gets through: names of endpoints, or of a host outside. */
export type Lets = (from: string, to: string, port: number) => boolean;

/**
 * An environment in memory, of our own interface: every endpoint is one pod that listens on every port, and TCP
 * connections get through as they are let. Other protocols are lost.
 */
export function memoryEnvironment({ endpoints }: Scenario<Cell>, lets: Lets): Environment {
  const ips = new Map(endpoints.map(({ name }, index) => [name, `10.0.0.${index}`]));
  const sources = endpoints
    .filter(({ kind }) => kind !== 'host')
    .map(({ name }) => ({ endpoint: name, id: `${name}/${name}-1` }));
  const facts = new Map(
    endpoints
      .filter(({ kind }) => kind !== 'host')
      .map(({ name }) => [
        name,
        {
          pods: [
            {
              namespace: name,
              name: `${name}-1`,
              ips: [ips.get(name) ?? ''],
              node: 'n',
              nodeIp: '172.18.0.2',
              restarts: 0,
              listens: [],
            },
          ],
          clusterIps: [],
          servicePorts: [],
          nodePorts: [],
        },
      ]),
  );
  const nameOf = (address: string): string => {
    const host = endpoints.find((one) => one.kind === 'host' && one.host === address);
    return host?.name ?? [...ips].find(([, ip]) => ip === address)?.[0] ?? address;
  };
  const transfer = (from: string, { host, port }: Probe, seconds: number): string => {
    const to = nameOf(host);
    return from === to || lets(from, to, port)
      ? `0|0|0.001|0.002|200|1|${host}|HTTP 200`
      : `28|0|0|${seconds}|0|0||Connection timed out after ${seconds * 1000} milliseconds`;
  };
  return {
    runId: 'r',
    description: 'in memory',
    notes: [],
    apply: async () => {},
    resolve: async () => ({ sources, facts }),
    facts: async () => facts,
    policies: async () => ({ policies: [] }),
    checkEnforcement: async () => {},
    awaitEnforcement: async () => 0,
    launchers: 2,
    probe: async ({ endpoint }, { nonce, transfers, connectTimeoutMs }) =>
      transfers
        .flatMap((probes, chunk) =>
          probes.map(
            (probe, index) =>
              `${nonce} c${chunk} transfer ${index}|${transfer(endpoint, probe, connectTimeoutMs / 1000)}\n`,
          ),
        )
        .join(''),
    control: async () => undefined,
    byHand: (command, { id }) => `in ${id}: ${command}`,
    [Symbol.asyncDispose]: async () => {},
  };
}

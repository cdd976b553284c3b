/** Kubernetes' own server for tests of networks: HTTP, and UDP that answers `echo`. */
const image = 'registry.k8s.io/e2e-test-images/agnhost:2.56';

/** The first port that needs no privilege, unless a pod asks for less. */
const firstFreePort = 1024;

/** A port that a server of flowproof's listens at. */
export interface ServerPort {
  readonly name: string;
  readonly number: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** The spec of a pod that listens at these ports as little privileged as can be; at none, it only is there. */
export function serverPod(ports: readonly ServerPort[]): object {
  return {
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
      ...(ports.some(({ number }) => number < firstFreePort)
        ? { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] }
        : {}),
    },
    terminationGracePeriodSeconds: 0,
    containers: ports.length > 0 ? ports.map(server) : [{ name: 'idle', args: ['pause'], ...common }],
  };
}

const common = {
  image,
  resources: { requests: { cpu: '10m', memory: '16Mi' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

/** One for each port: the server has no more than one of a kind, and its other one, which it cannot do without, anywhere. */
function server({ name, number, protocol }: ServerPort): object {
  const isUdp = protocol === 'UDP';
  return {
    name,
    args: ['netexec', `--http-port=${isUdp ? 0 : number}`, `--udp-port=${isUdp ? number : -1}`],
    ports: [{ name, containerPort: number, protocol }],
    ...(isUdp ? {} : { readinessProbe: { tcpSocket: { port: number }, periodSeconds: 1 } }),
    ...common,
  };
}

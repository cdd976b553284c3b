/** A failure in the user's terms. */
export interface Explanation {
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** Recognises why kind failed from all that it printed, or returns undefined when the failure is not a known one. */
export function explainKindFailure(output: string): Explanation | undefined {
  for (const [pattern, message, hint] of KNOWN) {
    const match = pattern.exec(output);
    if (match) return { message: fill(message, match), hint: fill(hint, match) };
  }
  return undefined;
}

/** Puts what the groups of the pattern matched in the place of `$1`, `$2`. */
function fill(template: string, match: RegExpExecArray): string {
  return template.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
}

/** The first that matches wins, so causes come before the symptoms that they bring about. */
const KNOWN: readonly (readonly [pattern: RegExp, message: string, hint: string])[] = [
  [/no space left on device/i, 'The disk is full.', 'Free some space, for example with: docker system prune'],
  [
    /\b([\d.]+:\d+)(?: failed)?: (?:port is already allocated|bind: address already in use)/i,
    'Another program uses the address $1.',
    'Stop that program, or change the port in the kind configuration.',
  ],
  [
    /port is already allocated|address already in use/i,
    'Another program uses a port that the cluster needs.',
    'Stop that program, or change the port in the kind configuration.',
  ],
  [
    /failed to pull image "([^"]+)"[\s\S]*(?:toomanyrequests|pull rate limit)/i,
    'The registry serves no more images for now (rate limit), so the node image $1 cannot be pulled.',
    'Wait, or log in to the registry first (docker login).',
  ],
  [
    /failed to pull image "([^"]+)"[\s\S]*(?:manifest unknown|not found|does not exist|no matching manifest)/i,
    'The node image $1 does not exist, or not for the processor of this machine.',
    'Choose one of https://github.com/kubernetes-sigs/kind/releases and name it with --node-image.',
  ],
  [
    /failed to pull image "([^"]+)"/i,
    'The node image $1 is not on this machine, and cannot be pulled.',
    'See why: docker pull $1. Offline, "docker load" it first, or name one that you have with --node-image.',
  ],
  [/cannot connect to the docker daemon/i, 'Docker stopped running.', 'Start Docker, then run again.'],
  [
    /permission denied while trying to connect/i,
    'Your user may not use Docker.',
    'Join the group "docker", then log in again.',
  ],
  [
    /'([^']*)' is not a valid cluster name/i,
    '"$1" cannot be the name of a cluster.',
    'Use lower-case letters, digits, dots and dashes only.',
  ],
  [
    /node\(s\) already exist for a cluster with the name "([^"]+)"/i,
    'Another program is creating the cluster "$1", too.',
    'Wait for it, then run again.',
  ],
  [
    /available, non-overlapping IPv4 address pool|all predefined address pools/i,
    'Docker has no addresses left for the network of the cluster.',
    'Remove networks that are not in use: docker network prune',
  ],
  [
    /exec format error/i,
    'The node image is made for another processor.',
    'Name one for this machine with --node-image.',
  ],
  [
    /running kind with rootless provider requires|requires setting systemd property "Delegate=yes"/i,
    'Without root, kind needs cgroup v2 with delegation.',
    'Set it up: https://kind.sigs.k8s.io/docs/user/rootless/',
  ],
  [
    /field (\S+) not found in type v1alpha4/i,
    'The kind configuration has an unknown field "$1".',
    'Correct it: https://kind.sigs.k8s.io/docs/user/configuration/',
  ],
  [
    /((?:unable to decode config|unknown apiVersion|unknown kind|invalid configuration|error reading file).*)/i,
    'The kind configuration is not valid: $1',
    'Correct it: https://kind.sigs.k8s.io/docs/user/configuration/',
  ],
  [
    /too many open files|could not find a log line that matches/i,
    'The nodes do not boot; the usual cause is too few inotify watches.',
    'Try: sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512',
  ],
  [
    /failed to (?:init|join) node with kubeadm/i,
    'Kubernetes does not start on the nodes; the usual cause is too little memory or processor time.',
    'Stop other programs, or give the container engine more memory, then run again.',
  ],
];

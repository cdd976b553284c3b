import { EnvironmentError } from '../../model/errors.ts';
import type { Resolver } from '../../netns-plan/zone.ts';
import type { Conversation, Listener } from '../sender/sender.ts';
import { lifetimeSeconds } from '../lifetime.ts';
import { startTool, talkTo, tool, ToolError, type RunningTool } from '../tool.ts';
import { path } from './programs.ts';

/** A process that holds network namespaces, and what can be done among them. When it ends, all of it is gone. */
export interface Sandbox extends AsyncDisposable {
  /** Runs a shell program as root of the network, and resolves to its standard output. */
  run(script: string): Promise<string>;
  /** Runs a command in a network namespace, with a resolver configuration, and resolves to its standard output. */
  enter(place: SenderAt, command: readonly string[], options: { stdin?: string; timeoutMs: number }): Promise<string>;
  /** Starts a program in a network namespace that is talked with. */
  talk(place: SenderAt, command: readonly string[], listener: Listener): Conversation;
  /** Starts a program as root of the network that is talked with, and that stays with a sandbox that is kept. */
  serve(command: readonly string[], listener: Listener): Conversation;
  /** Whether it is left standing. */
  readonly kept: boolean;
  /** What a person types to run a command in a network namespace, while the process that holds it lives. */
  byHand(netns: string, command: string): string;
}

interface SenderAt extends Resolver {
  readonly netns: string;
}

/** Last argument of the process that holds a sandbox, so that it can be found. */
export const sandboxMarks = { ofRun: 'flowproof-run', kept: 'flowproof-kept' } as const;

/**
 * What the process does that holds everything: it hides the host's /run, where sockets would lead resolvers out of the
 * sandbox; then it waits, for its standard input to end unless it is to be kept. Its name look-ups and those of all that it runs use DNS alone, and
 * nslookup is busybox's, which a stage starts by the hundred in the time that BIND's takes for ten.
 */
const holderScript = `
set -e
resolv=$(readlink -f /etc/resolv.conf)
mount -t tmpfs tmpfs /run
# What senders keep there for a moment is gone with them, however they end.
mount -t tmpfs tmpfs /dev/shm
mkdir -p /run/netns /run/flowproof/www /run/flowproof/bin "$(dirname "$resolv")"
[ -e "$resolv" ] || : >"$resolv"
: >/run/flowproof/resolv-of-node
printf '127.0.0.1 localhost\\n' >/run/flowproof/hosts
printf 'hosts: files dns\\n' >/run/flowproof/nsswitch.conf
for name in hosts nsswitch.conf; do
  [ ! -e /etc/$name ] || mount --bind /run/flowproof/$name /etc/$name
done
ln -s "$(command -v busybox)" /run/flowproof/bin/nslookup
printf '%s' "$resolv" >/run/flowproof/resolv.path
echo ready
`;

/** Runs "$@" in network namespace $1 with resolver configuration $2, and names of $3 where they are not everybody's. */
const entry = `
netns=$1 conf=$2 hosts=$3
shift 3
mount --bind "$conf" "$(cat /run/flowproof/resolv.path)"
[ "$hosts" = /run/flowproof/hosts ] || mount --bind "$hosts" /etc/hosts
exec nsenter --net="/run/netns/$netns" "$@"
`;

/**
 * Opens a sandbox: as root in namespaces of its own, else in a user namespace.
 *
 * @throws {@link EnvironmentError} where neither is allowed.
 */
export async function openSandbox({ keep }: { readonly keep: boolean }, signal: AbortSignal): Promise<Sandbox> {
  const { holder, inUserNamespace } = await startHolder(keep, signal);
  const kinds = [...(inUserNamespace ? ['user'] : []), 'net', 'mnt'];
  const into = [
    ...kinds.map((kind) => `--${kind === 'mnt' ? 'mount' : kind}=/proc/${holder.pid}/ns/${kind}`),
    `--pid=/proc/${holder.pid}/ns/pid_for_children`,
    '--preserve-credentials',
  ];
  const env = { PATH: `/run/flowproof/bin:${path}` };
  const at = ({ netns, resolvConf, hosts }: SenderAt, command: readonly string[]): string[] => [
    ...into,
    'unshare',
    '--mount',
    'sh',
    '-ec',
    entry,
    'enter',
    netns,
    resolvConf,
    hosts,
    ...command,
  ];
  const inside = async (args: readonly string[], options: { stdin?: string; timeoutMs: number }): Promise<string> =>
    await tool('nsenter', args, {
      signal,
      timeoutMs: options.timeoutMs,
      env,
      ...(options.stdin === undefined ? {} : { input: options.stdin }),
    });
  return {
    run: async (script) => await inside([...into, 'sh', '-e'], { stdin: script, timeoutMs: 60_000 }),
    enter: async (place, command, options) => await inside(at(place, command), options),
    talk: (place, command, listener) => talkTo('nsenter', at(place, command), { env, outlives: false, ...listener }),
    serve: (command, listener) => talkTo('nsenter', [...into, ...command], { env, outlives: keep, ...listener }),
    kept: keep,
    byHand: (netns, command) => {
      const user = inUserNamespace ? `--user=/proc/${holder.pid}/ns/user --preserve-credentials ` : '';
      return `nsenter ${user}--net=/proc/${holder.pid}/root/run/netns/${netns} ${command}`;
    },
    async [Symbol.asyncDispose]() {
      if (keep) holder.letGo();
      else await holder.stop();
    },
  };
}

async function startHolder(
  keep: boolean,
  signal: AbortSignal,
): Promise<{ readonly holder: RunningTool; readonly inUserNamespace: boolean }> {
  const isRoot = process.getuid?.() === 0;
  const failures: string[] = [];
  for (const inUserNamespace of isRoot ? [false, true] : [true]) {
    try {
      const user = inUserNamespace ? ['--user', '--map-root-user'] : [];
      const args = [...user, '--net', '--mount', '--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc'];
      const script = `${holderScript}${keep ? `exec sleep ${lifetimeSeconds}` : 'exec cat >/dev/null'}`;
      const holder = await startTool(
        'unshare',
        [...args, 'sh', '-c', script, keep ? sandboxMarks.kept : sandboxMarks.ofRun],
        {
          signal,
          env: { PATH: path },
          outlives: keep,
        },
      );
      return { holder, inUserNamespace };
    } catch (error) {
      if (!(error instanceof ToolError) || error.reason === 'missing') throw error;
      failures.push(error.message);
    }
  }
  throw new EnvironmentError(
    `network namespaces cannot be made here:\n${failures.join('\n')}`,
    'Run as root, allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0), or use --environment kind.',
  );
}

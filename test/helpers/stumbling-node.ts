import { execa } from 'execa';

/** Has the container runtime of a node fail once for each of these: a container of this name, in a pod whose name begins so. */
export async function stumblingNode(
  node: string,
  container: string,
  pods: readonly string[],
): Promise<AsyncDisposable & { hasStumbled(): Promise<boolean> }> {
  const run = async (script: string, input = ''): Promise<string> =>
    (await execa('docker', ['exec', '-i', node, 'sh', '-c', script], { input, timeout: 30_000 })).stdout;
  const runc = await run('command -v runc');
  const marks = pods.map(markOf).join(' ');
  await run(
    `rm -f ${marks}; mv ${runc} ${runc}.real; cat > ${runc}; chmod 755 ${runc}`,
    stumbling(runc, container, pods),
  );
  return {
    hasStumbled: async () => (await run(`ls ${marks} 2>&1 >/dev/null`).catch(() => 'none')) === '',
    async [Symbol.asyncDispose]() {
      await run(`mv ${runc}.real ${runc}; rm -f ${marks}`);
    },
  };
}

const markOf = (pod: string): string => `/run/stumbled-${pod}`;

/** In place of a node's runc: does not create the first container of such a name, in each such pod, and all after that. */
const stumbling = (runc: string, container: string, pods: readonly string[]): string => String.raw`#!/bin/sh
bundle= previous=
for argument; do [ "$previous" = --bundle ] && bundle=$argument; previous=$argument; done
is() { grep -qE "\"io.kubernetes.cri.$1-name\": *\"$2" "$bundle/config.json"; }
if [ -n "$bundle" ] && is container '${container}'; then
  for pod in ${pods.join(' ')}; do
    mark=${markOf('$pod')}
    if [ ! -e "$mark" ] && is sandbox "$pod"; then
      touch "$mark"
      exit 1
    fi
  done
fi
exec ${runc}.real "$@"
`;

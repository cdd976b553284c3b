import { execa } from 'execa';

/** Has the container runtime of a node fail once: at a container of this name, in a pod whose name begins so. */
export async function stumblingNode(
  node: string,
  container: string,
  pod: string,
): Promise<AsyncDisposable & { hasStumbled(): Promise<boolean> }> {
  const run = async (script: string, input = ''): Promise<string> =>
    (await execa('docker', ['exec', '-i', node, 'sh', '-c', script], { input, timeout: 30_000 })).stdout;
  const runc = await run('command -v runc');
  await run(
    `rm -f /run/stumbled; mv ${runc} ${runc}.real; cat > ${runc}; chmod 755 ${runc}`,
    stumbling(runc, container, pod),
  );
  return {
    hasStumbled: async () => (await run('[ -e /run/stumbled ] && echo yes || true')) === 'yes',
    async [Symbol.asyncDispose]() {
      await run(`mv ${runc}.real ${runc}; rm -f /run/stumbled`);
    },
  };
}

/** In place of a node's runc: does not create the first container of such a name, in such a pod, and all after that. */
const stumbling = (runc: string, container: string, pod: string): string => String.raw`#!/bin/sh
bundle= previous=
for argument; do [ "$previous" = --bundle ] && bundle=$argument; previous=$argument; done
is() { grep -qE "\"io.kubernetes.cri.$1-name\": *\"$2" "$bundle/config.json"; }
if [ -n "$bundle" ] && [ ! -e /run/stumbled ] && is container '${container}' && is sandbox '${pod}'; then
  touch /run/stumbled
  exit 1
fi
exec ${runc}.real "$@"
`;

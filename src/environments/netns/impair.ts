import type { Impairment } from '../../netns-plan/assemble.ts';
import type { Faults } from '../../netns-plan/fault.ts';
import { chain, replaceTable } from '../../netns-plan/nft.ts';
import { EnvironmentError } from '../../model/errors.ts';
import { ToolError } from '../tool.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * Finds out how packets can be slowed and lost on this kernel: by netem, or where it has none, losses by nftables.
 *
 * @throws {@link EnvironmentError} for a delay where the kernel has no netem.
 */
export async function planImpairment({ delayMs, lossPercent }: Faults, sandbox: Sandbox): Promise<Impairment> {
  if (delayMs === undefined && lossPercent === undefined) return { inPod: '', onNode: '' };
  const options = [
    ...(delayMs === undefined ? [] : [`delay ${delayMs}ms`]),
    ...(lossPercent === undefined ? [] : [`loss ${lossPercent}%`]),
  ].join(' ');
  const netem = `tc qdisc replace dev eth0 root netem ${options}`;
  if (await hasNetem(sandbox)) return { inPod: netem, onNode: '' };
  if (delayMs !== undefined) {
    throw new EnvironmentError(
      'this kernel has no netem, which delays packets',
      'Load it (sudo modprobe sch_netem), or try a loss alone, which nftables can do.',
    );
  }
  const table = replaceTable('flowproof-faults', [
    chain('prerouting', [
      'type filter hook prerouting priority raw; policy accept;',
      `iifname "pod*" numgen random mod 1000 < ${Math.round((lossPercent ?? 0) * 10)} drop`,
    ]),
  ]);
  return { inPod: '', onNode: `nft -f - <<'end of table'\n${table}end of table` };
}

async function hasNetem(sandbox: Sandbox): Promise<boolean> {
  try {
    await sandbox.run('tc qdisc add dev lo root netem delay 1ms && tc qdisc del dev lo root');
    return true;
  } catch (error) {
    if (error instanceof ToolError) return false;
    throw error;
  }
}

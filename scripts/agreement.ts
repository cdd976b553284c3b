import process from 'node:process';
import fc from 'fast-check';
import { Command } from 'commander';
import { addKindOptions, kindOptionsOf, probeImageOption, type KindFlags } from '../src/cli/options/kind.ts';
import { clusterDown, clusterUp } from '../src/index.ts';
import { compare } from '../test/agreement/compare.ts';
import { anyWorld } from '../test/agreement/world.ts';

/**
 * Asks the simulator, the connections of the policies, network namespaces and real Calico the same: random worlds, every flow of
 * each. Prints what differs, and ends with exit code 1 if anything does: `npm run test:agreement -- --seed N --worlds M`.
 */
const command = addKindOptions(new Command('test:agreement'))
  .addOption(probeImageOption())
  .option('--seed <number>', 'worlds of this seed', Number, Date.now() % 1_000_000)
  .option('--worlds <number>', 'how many', Number, 30)
  .parse();
const flags = command.opts<KindFlags & { readonly seed: number; readonly worlds: number }>();
/** Pods of more worlds than these starve each other on two cores before one of them is ready. */
const worldsAtOnce = 5;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const kind = { ...kindOptionsOf(flags), clusterName: flags.cluster };
const worlds = fc.sample(anyWorld, { seed: flags.seed, numRuns: flags.worlds });
print(`${worlds.length} worlds of seed ${flags.seed}`);
const progress = { step: print, detail: () => undefined };
const { created } = await clusterUp(kind, { progress, signal: AbortSignal.timeout(900_000) });
let cells = 0;
let differing = 0;
try {
  for (let first = 0; first < worlds.length; first += worldsAtOnce) {
    const some = worlds.slice(first, first + worldsAtOnce);
    const result = await compare(some, kind);
    cells += result.cells;
    for (const { world, flow, calico, netns, simulated, connections } of result.disagreements) {
      differing += 1;
      const unobserved = `${simulated} when simulated, ${connections} as a connection`;
      print(`world ${first + world}: ${flow}: ${calico} with Calico, ${netns} in network namespaces, ${unobserved}`);
    }
    for (const index of new Set(result.disagreements.map(({ world }) => world))) print(JSON.stringify(some[index]));
    print(`${first + some.length} worlds, ${cells} cells, ${differing} differ`);
  }
} finally {
  if (created) await clusterDown(kind.clusterName, { signal: AbortSignal.timeout(180_000) });
}
process.exitCode = differing === 0 ? 0 : 1;

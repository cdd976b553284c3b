import { InvalidArgumentError, Option, type Command } from 'commander';
import { UsageError } from '../../model/errors.ts';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { focusFor, type FocusFlags } from '../../app/focus.ts';
import { loadSystem } from '../../app/system.ts';
import type { System } from '../../connections/matrix.ts';
import { connectionsOf, type Connections } from '../../connections/connections.ts';
import { focused } from '../../connections/focus.ts';
import { parsePort, transportOf } from '../../kubernetes/port.ts';
import { renderConnectionsCsv } from '../../reporters/csv/connections.ts';
import { renderConnectionsDot } from '../../reporters/dot/connections.ts';
import { renderConnectionsJson } from '../../reporters/json/connections.ts';
import { renderConnectionsMarkdown } from '../../reporters/markdown/connections.ts';
import { renderConnections } from '../../reporters/terminal/connections.ts';
import type { Screen } from '../../reporters/terminal/screen.ts';
import { addLiveOptions, isLiveGiven, isLiveNamed, readLiveOf, type LiveFlags } from '../options/live.ts';
import { screenOf } from '../screen-of.ts';

interface ConnectionsFlags extends FocusFlags, LiveFlags {
  readonly format: keyof typeof formats;
  readonly why?: boolean;
}

interface Rendering {
  readonly why: boolean;
  /** Whether nothing was left out. */
  readonly areAll: boolean;
  readonly screen: Screen;
}

const formats = {
  terminal: (connections: Connections, { screen, ...options }: Rendering) =>
    renderConnections(connections, options, screen),
  json: renderConnectionsJson,
  csv: renderConnectionsCsv,
  markdown: renderConnectionsMarkdown,
  dot: renderConnectionsDot,
  // What lays pictures out is loaded for pictures alone.
  svg: async (connections: Connections) =>
    (await import('../../reporters/svg/connections.ts')).renderConnectionsSvg(connections),
} satisfies Record<string, (connections: Connections, rendering: Rendering) => string | Promise<string>>;

/** Adds `flowproof connections`: who may connect to whom, as far as the policies say. */
export function addConnections(program: Command, context: CommandContext): void {
  const { io } = context;
  const command = program
    .command('connections')
    .description('list every connection that policies allow')
    .addHelpText(
      'after',
      examples('flowproof connections scenarios/shop --why', 'flowproof connections --context staging -n shop'),
    )
    .argument('[path...]', 'a scenario, or manifests and folders of them; - is standard input')
    .addOption(new Option('--format <format>', 'how to print').choices(Object.keys(formats)).default('terminal'))
    .option('--why', 'tell the policy and the rule that allow each')
    .option('--exposure', 'what may reach the workloads, and they may, beyond what is there')
    .optionsGroup('Only some of them:')
    .option('--workload <name>', 'of a workload (shop/api), or of a namespace')
    .option('--peer <name>', 'with a workload, a namespace, an address, or outside')
    .addOption(new Option('--direction <direction>', 'as --workload sees it').choices(['ingress', 'egress']))
    .addOption(new Option('--port <port>', 'on a port: 5432, or 53/udp').argParser(policyPort))
    .option('--from-outside', 'from addresses outside');
  addLiveOptions(command).action(async (paths: string[], { format, why = false, ...flags }: ConnectionsFlags) => {
    const isLive = paths.length === 0 || isLiveNamed(command);
    const system = isLive ? await liveSystem(paths, flags, context) : await loadSystem(paths, 'connections');
    const all = connectionsOf(system, flags.exposure ? 'named' : 'strangers');
    const focus = focusFor(flags, all);
    const areAll = Object.values(focus).every((part) => part === undefined);
    io.stdout.write(await formats[format](focused(all, focus), { why, areAll, screen: screenOf(io) }));
  });
}

/** A cluster as it stands, or as it would be with manifests applied to it. */
async function liveSystem(paths: readonly string[], flags: LiveFlags, context: CommandContext): Promise<System> {
  if (!isLiveGiven(flags)) throw nothingNamed;
  const applied = paths.length > 0 ? await loadSystem(paths, 'connections') : undefined;
  const { today, withApplied } = await readLiveOf(flags, context);
  return applied ? withApplied(applied.manifests) : today;
}

const nothingNamed = new UsageError('nothing is named', 'Name manifests or a scenario, or a cluster with --context.');

function policyPort(text: string): NonNullable<FocusFlags['port']> {
  const port = parsePort(text);
  if (port) return { number: port.number, protocol: transportOf(port.protocol) };
  throw new InvalidArgumentError('It is a number, or a number and udp: 5432, 53/udp.');
}

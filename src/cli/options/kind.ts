import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  CALICO_MANIFEST_URL,
  CALICO_VERSION,
  PROBE_IMAGE,
  type KindOptions,
} from '../../environments/kind/kind-options.ts';

/** The flags of every command that may create a cluster. */
export interface KindFlags {
  readonly cluster: string;
  readonly kindConfig: string;
  readonly nodeImage?: string;
  readonly calicoManifest: string;
  readonly imageArchive?: readonly string[];
  readonly probeImage: string;
  readonly fresh?: boolean;
  readonly asIs?: boolean;
}

const kindConfig = fileURLToPath(new URL('../../../kind-config.yaml', import.meta.url));

export function addKindOptions(command: Command): Command {
  return command
    .addOption(clusterOption())
    .addOption(
      new Option('--kind-config <file>', 'configuration for kind').default(kindConfig, "flowproof's kind-config.yaml"),
    )
    .addOption(new Option('--fresh', 'delete the cluster first, if there is one').conflicts('asIs'))
    .addOption(new Option('--as-is', 'take the cluster with whatever nodes and CNI it has; it must exist'))
    .addOption(new Option('--node-image <image>', 'image of the nodes').env('FLOWPROOF_NODE_IMAGE'))
    .addOption(
      new Option('--calico-manifest <path|url>', 'manifest that installs Calico')
        .default(CALICO_MANIFEST_URL, `the release manifest of ${CALICO_VERSION}`)
        .env('FLOWPROOF_CALICO_MANIFEST'),
    )
    .addOption(
      new Option('--image-archive <file|folder>', 'docker save archive to load onto the nodes, repeatable')
        .argParser((value, previous?: readonly string[]) => [...(previous ?? []), ...value.split(':')])
        .env('FLOWPROOF_IMAGE_ARCHIVES'),
    )
    .addOption(probeImageOption());
}

export function clusterOption(): Option {
  return new Option('--cluster <name>', 'name of the kind cluster').default('flowproof').env('FLOWPROOF_CLUSTER');
}

export function probeImageOption(): Option {
  return new Option('--probe-image <image>', 'image with curl and nslookup')
    .default(PROBE_IMAGE)
    .env('FLOWPROOF_PROBE_IMAGE');
}

export function kindOptionsOf(flags: KindFlags): KindOptions {
  const {
    cluster,
    kindConfig: configFile,
    nodeImage,
    calicoManifest,
    imageArchive = [],
    probeImage,
    fresh = false,
    asIs = false,
  } = flags;
  return {
    clusterName: cluster,
    configFile,
    ...(nodeImage === undefined ? {} : { nodeImage }),
    calicoManifest,
    imageArchives: imageArchive,
    probeImage,
    fresh,
    asIs,
  };
}

/** Parses a number of seconds into milliseconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 0.5 && value <= 60)) throw new InvalidArgumentError('It is a number of seconds from 0.5 to 60.');
  return value * 1000;
}

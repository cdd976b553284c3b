import type { Option, Command } from 'commander';
import { CALICO_VERSION, defaultKindOptions, type KindOptions } from '../../environments/kind/kind-options.ts';
import { probeImage } from '../../environments/probe-image.ts';
import { TargetOption } from './target.ts';

/** The flags of every command that may create a cluster. */
export interface KindFlags {
  readonly cluster: string;
  readonly kindConfig?: string;
  readonly nodeImage?: string;
  readonly calicoManifest: string;
  readonly imageArchive?: readonly string[];
  readonly probeImage: string;
  readonly fresh?: boolean;
  readonly asIs?: boolean;
}

export function addKindOptions(command: Command): Command {
  return command
    .addOption(clusterOption())
    .addOption(
      new TargetOption('kind', '--kind-config <file>', 'configuration for kind').default(undefined, "flowproof's own"),
    )
    .addOption(new TargetOption('kind', '--fresh', 'delete it first, if it is there').conflicts('asIs'))
    .addOption(new TargetOption('kind', '--as-is', 'take its nodes and its CNI as they are'))
    .addOption(new TargetOption('kind', '--node-image <image>', 'of the nodes').env('FLOWPROOF_NODE_IMAGE'))
    .addOption(
      new TargetOption('kind', '--calico-manifest <path|url>', 'installs Calico')
        .default(defaultKindOptions.calicoManifest, `that of ${CALICO_VERSION}`)
        .env('FLOWPROOF_CALICO_MANIFEST'),
    )
    .addOption(
      new TargetOption('kind', '--image-archive <file|folder>', 'docker archives')
        .argParser((value, previous?: readonly string[]) => [...(previous ?? []), ...value.split(':')])
        .env('FLOWPROOF_IMAGE_ARCHIVES'),
    );
}

export function clusterOption(): Option {
  return new TargetOption('kind', '--cluster <name>', 'its name')
    .default(defaultKindOptions.clusterName)
    .env('FLOWPROOF_CLUSTER');
}

export function probeImageOption(): Option {
  return new TargetOption(['kind', 'existing'], '--probe-image <image>', 'with curl and nslookup')
    .helpGroup('Probes:')
    .default(probeImage)
    .env('FLOWPROOF_PROBE_IMAGE');
}

export function kindOptionsOf(flags: KindFlags): KindOptions {
  const { cluster, kindConfig, nodeImage, calicoManifest, imageArchive = [], fresh = false, asIs = false } = flags;
  return {
    clusterName: cluster,
    configFile: kindConfig ?? defaultKindOptions.configFile,
    ...(nodeImage === undefined ? {} : { nodeImage }),
    calicoManifest,
    imageArchives: imageArchive,
    probeImage: flags.probeImage,
    fresh,
    asIs,
  };
}

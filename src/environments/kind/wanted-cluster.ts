import { fileProblem, readPlainFile } from '../plain-file.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../../model/errors.ts';
import { wantedCalicoVersion } from './calico-manifest.ts';
import type { KindOptions } from './kind-options.ts';

/** What a cluster is asked to be. What may be anything is undefined. */
export interface WantedCluster {
  readonly nodeCount: number;
  /** Kubernetes, "1.34". */
  readonly minorVersion: string | undefined;
  readonly calicoVersion: string | undefined;
}

/** What a cluster is. */
export interface FoundCluster {
  readonly nodeCount: number;
  readonly readyNodeCount: number;
  readonly kubernetesVersion: string;
  /** Undefined where no Calico is installed, or not completely. */
  readonly calicoVersion: string | undefined;
}

/** In which points a cluster is not what is asked for; empty when it can be used, or made usable. */
export function findDifferences(wanted: WantedCluster, found: FoundCluster): readonly string[] {
  const differences: string[] = [];
  if (found.nodeCount !== wanted.nodeCount) {
    differences.push(`it has ${found.nodeCount} node${found.nodeCount === 1 ? '' : 's'}, not ${wanted.nodeCount}`);
  }
  if (wanted.minorVersion !== undefined && minorVersionIn(found.kubernetesVersion) !== wanted.minorVersion) {
    differences.push(`it runs Kubernetes ${found.kubernetesVersion}, not ${wanted.minorVersion}`);
  }
  if (found.calicoVersion === undefined) {
    // Nodes are Ready only with a network, so another CNI is there. Without one, the set-up was cut short.
    if (found.readyNodeCount > 0) differences.push('its network is not the Calico that flowproof installs');
  } else if (wanted.calicoVersion !== undefined && found.calicoVersion !== wanted.calicoVersion) {
    differences.push(`it runs Calico ${found.calicoVersion}, not ${wanted.calicoVersion}`);
  }
  return differences;
}

/**
 * Reads out of the options and the files that they name what the cluster must be.
 *
 * @throws {@link UsageError} when a file cannot be read.
 */
export async function readWanted(options: KindOptions): Promise<WantedCluster> {
  const images = await readNodeImages(options);
  return {
    nodeCount: images.length,
    minorVersion: images.map(minorVersionIn).find((version) => version !== undefined),
    calicoVersion: await wantedCalicoVersion(options.calicoManifest),
  };
}

/**
 * Reads the image of every node; an empty text where kind decides.
 *
 * @throws {@link UsageError} when the configuration cannot be read.
 */
export async function readNodeImages({ configFile, nodeImage }: KindOptions): Promise<readonly string[]> {
  const nodes = readNodes(await readConfig(configFile), configFile);
  return nodes.map(({ image = '' }) => nodeImage ?? image);
}

/** "1.34" in "v1.34.4" and in "kindest/node:v1.34.4@sha256:…". */
export function minorVersionIn(text: string): string | undefined {
  return /(?:^|:)v?(\d+\.\d+)\.\d+/.exec(text)?.[1];
}

const config = z
  .object({
    nodes: z
      .array(z.object({ image: z.string().optional() }))
      .min(1)
      .nullish(),
  })
  .nullable();

function readNodes(text: string, file: string): readonly { readonly image?: string | undefined }[] {
  const hint = 'See https://kind.sigs.k8s.io/docs/user/configuration/';
  try {
    // kind makes one node where the configuration lists none.
    return config.parse(parse(text))?.nodes ?? [{}];
  } catch (cause) {
    throw new UsageError(`${file} is not a kind configuration.`, hint, { cause });
  }
}

async function readConfig(file: string): Promise<string> {
  try {
    return await readPlainFile(file);
  } catch (cause) {
    throw new UsageError(`Cannot read the kind configuration ${file}: ${fileProblem(cause)}.`, 'Correct the path.', {
      cause,
    });
  }
}

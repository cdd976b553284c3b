import { probeImage } from '../probe-image.ts';
import { shippedFile } from '../shipped-file.ts';

/** How to make a kind cluster, or which one to use again. */
export interface KindOptions {
  readonly clusterName: string;
  /** A configuration file for `kind create cluster`. */
  readonly configFile: string;
  /** Image of every node. @defaultValue what the configuration file says */
  readonly nodeImage?: string;
  /** Path or URL of a manifest that installs Calico in `kube-system`. */
  readonly calicoManifest: string;
  /** `docker save` archives, and folders of them, to load onto every node. */
  readonly imageArchives: readonly string[];
  /** Image of the pods that probe. */
  readonly probeImage: string;
  /** Deletes the cluster of that name first, if there is one. */
  readonly fresh: boolean;
  /** Takes the cluster of that name with whatever nodes, version and CNI it has; it must exist. */
  readonly asIs: boolean;
}

/** The Calico that flowproof is tested with. */
export const CALICO_VERSION = 'v3.31.0';

/** VXLAN rather than BGP: it needs no kernel module that a container host may lack. */
export const CALICO_MANIFEST_URL = `https://raw.githubusercontent.com/projectcalico/calico/${CALICO_VERSION}/manifests/calico-vxlan.yaml`;

/** SHA-256 of what {@link CALICO_MANIFEST_URL} serves: it runs with every privilege, so it is checked. */
export const CALICO_MANIFEST_SHA256 = '0f7dc29b56dafe1d9566991d008a7944f5a319ab3e5fa9caccfb0d7d778fcdd7';

export const defaultKindOptions = {
  clusterName: 'flowproof',
  /** Three nodes, and no network: that is Calico's. */
  get configFile() {
    return shippedFile('kind-config.yaml');
  },
  calicoManifest: CALICO_MANIFEST_URL,
  imageArchives: [],
  probeImage,
  fresh: false,
  asIs: false,
} as const satisfies KindOptions;

import { execa } from 'execa';
import { expect } from 'vitest';
import { ClusterBusyError, EnvironmentError } from '../../src/errors.ts';
import type { Progress } from '../../src/environments/environment.ts';
import { clusterExists, deleteCluster, openCluster } from '../../src/environments/kind/cluster.ts';
import {
  CALICO_MANIFEST_URL,
  CALICO_VERSION,
  PROBE_IMAGE,
  type KindOptions,
} from '../../src/environments/kind/options.ts';
import { root } from '../helpers/cli.ts';
import { describeCluster } from '../helpers/cluster.ts';

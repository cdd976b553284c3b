import { fileProblem, readPlainFile } from '../plain-file.ts';
import { createHash } from 'node:crypto';
import type { KubernetesObject } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { EnvironmentError, UsageError } from '../../model/errors.ts';
import { CALICO_MANIFEST_SHA256, CALICO_MANIFEST_URL, CALICO_VERSION } from './kind-options.ts';

const DOWNLOAD_LIMIT_MS = 60_000;

/** What installs Calico. */
export interface CalicoManifest {
  /** The tag of its calico-node image. */
  readonly version: string;
  readonly objects: readonly KubernetesObject[];
}

/**
 * Reads the manifest from a path or a URL. The pinned URL must serve what it served when it was pinned; what a user
 * names instead is trusted.
 *
 * @throws {@link EnvironmentError} when it cannot be downloaded, or is not what was pinned.
 * @throws {@link UsageError} when the file cannot be read, or does not install Calico.
 */
export async function readCalicoManifest(source: string, signal: AbortSignal): Promise<CalicoManifest> {
  const text = await (isUrl(source) ? download(source, signal) : readLocal(source));
  if (source === CALICO_MANIFEST_URL) verify(text);
  return parseCalicoManifest(text, source);
}

/** The version that a manifest installs, where that can be told without a download; undefined where not. */
export async function wantedCalicoVersion(source: string): Promise<string | undefined> {
  if (source === CALICO_MANIFEST_URL) return CALICO_VERSION;
  return isUrl(source) ? undefined : versionIn(await readLocal(source), source);
}

/** @throws {@link UsageError} when the text is not YAML, or does not install Calico. */
export function parseCalicoManifest(text: string, source: string): CalicoManifest {
  const documents = parseAllDocuments(text);
  const faults = documents.flatMap(({ errors }) => errors);
  if (faults[0] !== undefined) {
    throw new UsageError(`${source} is not valid YAML: ${faults[0].message}`, 'Download the manifest again.');
  }
  const version = versionIn(text, source);
  const objects = z.array(kubernetesObject).safeParse(documents.map((document): unknown => document.toJS()));
  if (objects.success) return { version, objects: objects.data.filter((object) => object !== null) };
  throw new UsageError(`${source} holds something other than Kubernetes objects.`, 'Download the manifest again.');
}

/** A document with nothing but comments is null. */
const kubernetesObject = z
  .looseObject({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject({ name: z.string() }) })
  .nullable();

function versionIn(text: string, source: string): string {
  const [, version] = /\bimage:\s*["']?\S*calico\/node:([\w.-]+)/.exec(text) ?? [];
  if (version !== undefined) return version;
  const hint = `Use the manifest of a release that needs no operator, such as ${CALICO_MANIFEST_URL}`;
  throw new UsageError(`${source} does not install Calico: it names no image calico/node.`, hint);
}

function isUrl(source: string): boolean {
  return /^https?:\/\//.test(source);
}

async function readLocal(path: string): Promise<string> {
  try {
    return await readPlainFile(path);
  } catch (cause) {
    const hint = 'Correct the path given with --calico-manifest.';
    throw new UsageError(`Cannot read the Calico manifest ${path}: ${fileProblem(cause)}.`, hint, { cause });
  }
}

async function download(url: string, signal: AbortSignal): Promise<string> {
  const hint = 'Download it where there is a network, and name the file with --calico-manifest PATH.';
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(DOWNLOAD_LIMIT_MS)]) });
    if (!response.ok) throw new EnvironmentError(`${url} answers ${response.status} ${response.statusText}.`, hint);
    return await response.text();
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof EnvironmentError) throw cause;
    throw new EnvironmentError(`Cannot download the Calico manifest ${url}: ${reasonOf(cause)}.`, hint, { cause });
  }
}

/** fetch says "fetch failed"; what failed is one level down. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function verify(text: string): void {
  const sha256 = createHash('sha256').update(text).digest('hex');
  if (sha256 === CALICO_MANIFEST_SHA256) return;
  throw new EnvironmentError(
    `${CALICO_MANIFEST_URL} is not the file that flowproof was tested with: its SHA-256 is ${sha256}, not ${CALICO_MANIFEST_SHA256}.`,
    'Something on the way changed it (a proxy?). Get it by other means, and name the file with --calico-manifest PATH.',
  );
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ScenarioFile } from '../../src/scenario/schema.ts';

/** What `init` has to be told to come to the flows of a scenario's last stage, its manifests aside. */
export async function initOptionsFor(folder: string): Promise<string[]> {
  const file = parse(await readFile(join(folder, 'scenario.yaml'), 'utf8')) as ScenarioFile;
  const endpoints = Object.entries(file.endpoints).flatMap(([name, { client, server, host, outside }]) => {
    if (outside) return ['--outside', name];
    if (host) return ['--host', `${name}=${host.address}:${host.ports.join(',')}`];
    if (server) return ['--server', `${name}=${server.namespace}:${server.ports.join(',')}`];
    if (!client) return [];
    const labels = Object.entries(client.labels ?? {}).map(([key, value]) => `${key}=${value}`);
    return ['--client', `${name}=${client.namespace}${labels.length > 0 ? `/${labels.join(',')}` : ''}`];
  });
  const allow = (file.flows ?? []).flatMap(({ from, to }) =>
    [from].flat().flatMap((sender) => [to].flat().map((receiver) => `${sender} to ${receiver}`)),
  );
  return ['--protect', ...(file.protect ?? []), ...endpoints, '--allow', ...allow];
}

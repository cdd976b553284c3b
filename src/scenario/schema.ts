import { z } from 'zod';
import { parsePort } from '../kubernetes/port.ts';

const name = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    'a name has lower-case letters, digits, "-" and "." only, and begins and ends with a letter or a digit',
  );
const namespace = z.string().min(1).describe('Namespace, which the manifests create or the cluster has.');
const labels = z.record(z.string(), z.string());
const expect = z.enum(['allowed', 'blocked']);
const text = z.string().min(1);

const aPort = 'a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or dns-tcp';
const portText = z
  .string()
  .regex(/^[1-9]\d{0,4}(\/(tcp|http|udp|dns|dns-tcp))?$/, { error: aPort, abort: true })
  .refine((written) => parsePort(written) !== undefined, aPort);
const port = z
  .union([z.int(aPort).min(1, aPort).max(65_535, aPort), portText], { error: aPort })
  .describe('8000, 8000/http, 9000/udp, 53/dns or 53/dns-tcp; tcp when no protocol is given.');

const labelSelector = z
  .strictObject({
    matchLabels: labels.optional(),
    matchExpressions: z
      .array(
        z.strictObject({
          key: text,
          operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
          values: z.array(z.string()).optional(),
        }),
      )
      .optional(),
  })
  .describe('LabelSelector as in Kubernetes; {} selects every pod of the namespace.');

const pods = z
  .strictObject({
    namespace,
    podSelector: labelSelector.optional(),
    workload: z
      .string()
      .regex(
        /^(pod|deployment|statefulset|daemonset|replicaset|job)\/[a-z0-9.-]+$/,
        'a workload is pod/NAME, deployment/NAME, statefulset/NAME, daemonset/NAME, replicaset/NAME or job/NAME',
      )
      .optional()
      .describe('Instead of podSelector: kind/name, e.g. deployment/task-api.'),
    service: text.optional().describe('Service through which the other endpoints reach these pods.'),
    via: z
      .enum(['service', 'name', 'pod'])
      .optional()
      .describe('Address to probe: cluster IP of the Service (default where there is one), its DNS name, or pod IPs.'),
    ports: z.array(port).min(1).optional().describe('Ports to probe; default: those that the manifests declare.'),
    sends: z.boolean().optional().describe('false: nothing is sent as these pods, and * means them as receivers only.'),
  })
  .describe('Pods that exist: those of the manifests, or of the cluster itself.');

const client = z
  .strictObject({
    namespace,
    labels: labels.optional(),
    serviceAccount: text.optional(),
    replicas: z.int().min(1).max(10).optional().describe('Probe pods, spread over the nodes; default 2.'),
  })
  .describe('Probe pods that flowproof creates: "any pod of that namespace". They only send.');

const server = z
  .strictObject({
    namespace,
    labels: labels.optional().describe('Beside app: NAME.'),
    ports: z.array(port).min(1).describe('Ports that it serves: tcp, http or udp.'),
    replicas: z.int().min(1).max(10).optional().describe('Pods; default 1.'),
  })
  .describe(
    'Pods that flowproof creates behind a Service of the same name, for what only has to be there. They send, too.',
  );

const host = z
  .strictObject({
    address: text.describe('IP address, DNS name, or a CIDR, of which the first address is probed.'),
    ports: z.array(port).min(1),
  })
  .describe('A receiver outside of the cluster.');

const endpoint = z
  .strictObject({
    pods: pods.optional(),
    client: client.optional(),
    server: server.optional(),
    outside: z.literal(true).optional().describe('A sender outside of the cluster.'),
    host: host.optional(),
  })
  .meta({ minProperties: 1, maxProperties: 1 });

const oneOrMore = z.union([text, z.array(text).min(1)], { error: 'has to be a name, a list of names, or "*"' });

const flow = z.strictObject({
  name: text.optional().describe('Printed by reports.'),
  reason: text.optional().describe('Why the flow should do so; printed with a mismatch.'),
  from: oneOrMore.describe('Endpoint, list of endpoints, or "*" for all that can send.'),
  to: oneOrMore.describe('endpoint, endpoint:port, endpoint:port/protocol, a list of these, or "*".'),
  expect,
});
const flows = z.array(flow).min(1);
const manifests = z.array(text).min(1).describe('Kubernetes manifests: files or folders, relative to this file.');
const otherwise = expect.describe(
  'Expectation of every pair and port that no flow names; without it, those are not probed.',
);

const protect = z
  .array(text)
  .describe(
    'Namespaces or endpoints into and out of which everything is blocked but what flows says. Traffic between others is left out, unless otherwise says something of it.',
  );

const stage = z.strictObject({
  name,
  description: text.optional(),
  manifests: manifests.optional(),
  flows: flows.optional().describe('What differs, at this stage, from the flows of the scenario.'),
  protect: protect.optional().describe("Instead of the scenario's; [] where nothing is closed yet."),
  otherwise: otherwise.optional(),
});

/** A scenario file as written: the one definition behind validation, types and the JSON Schema for editors. */
export const scenarioSchema = z
  .strictObject({
    name,
    description: text.optional(),
    manifests: manifests.optional(),
    endpoints: z
      .record(name, endpoint)
      .describe('Who sends and who receives. coredns, stranger, api-server and metadata need not be declared.'),
    flows: flows.optional(),
    protect: protect.min(1).optional(),
    otherwise: otherwise.optional(),
    stages: z.array(stage).min(1).optional().describe('Steps of a rollout, in order; each adds manifests.'),
  })
  .describe('flowproof scenario: who may talk to whom.');

export type ScenarioFile = z.infer<typeof scenarioSchema>;
export type EndpointEntry = z.infer<typeof endpoint>;
export type FlowEntry = z.infer<typeof flow>;
export type StageEntry = z.infer<typeof stage>;

import { parsePort } from '../../src/kubernetes/port.ts';
import type {
  Attempt,
  AttemptVerdict,
  Cause,
  FlowResult,
  PolicyVerdict,
  Report,
  StageReport,
  Triangulation,
  Verdict,
} from '../../src/model/report.ts';
import type { Cell, Expectation } from '../../src/model/scenario.ts';
import type { Doubt } from '../../src/verdict/company.ts';
import type { Observation } from '../../src/verdict/observation.ts';

/** A flow written as in scenarios, e.g. `gateway → task-api:8000`, with what its reports need. */
export interface ResultSpec {
  readonly flow: string;
  readonly expect?: Expectation;
  readonly outcome?: FlowResult['outcome'];
  readonly verdict?: Verdict;
  readonly name?: string;
  readonly reason?: string;
  readonly line?: number;
  readonly explanation?: string;
  readonly policies?: PolicyVerdict;
  readonly cause?: Cause;
  readonly listening?: string;
  readonly attempts?: readonly Attempt[];
  readonly triangulation?: Triangulation;
  readonly reproduce?: string;
}

export function resultOf({ flow, expect = 'allowed', line = 12, name, reason, ...rest }: ResultSpec): FlowResult {
  const { from, to, port } = cellOf(flow);
  const position = { file: 'scenarios/task-api/scenario.yaml', line, column: 5 };
  return {
    flow: { from, to, port, expect, name, reason, position },
    outcome: 'as-expected',
    verdict: expect,
    explanation: expect === 'allowed' ? 'got through, as expected' : 'blocked, as expected',
    attempts: [attemptOf({ verdict: expect })],
    reproduce: `kubectl run by-hand --rm -i --restart=Never -n ${from} --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:${port.number}/`,
    ...rest,
  };
}

/** Reads a flow as scenarios write it: `gateway → task-api:8000`. */
function cellOf(text: string): Cell {
  const [, from = '', to = '', portText = ''] = /^(\S+) → ([^:\s]+):(\S+)$/.exec(text) ?? [];
  const port = parsePort(portText);
  if (!port) throw new Error(`not a flow: ${text}`);
  return { from, to, port };
}

/** A flow that was tried once, on one path. */
export function observationOf({ flow, seen, doubt = { chance: 0 }, ...rest }: ObservationSpec): Observation {
  const paths = [{ attempts: [attemptOf({ verdict: seen })], doubt }];
  return { flow: typeof flow === 'string' ? cellOf(flow) : flow, paths, reproduce: '', ...rest };
}

interface ObservationSpec {
  readonly flow: string | Cell;
  readonly seen: AttemptVerdict;
  readonly doubt?: Doubt;
  readonly listening?: string | undefined;
  readonly disturbance?: string;
}

export function attemptOf(attempt: Partial<Attempt> = {}): Attempt {
  const allowed = (attempt.verdict ?? 'allowed') === 'allowed';
  return {
    round: 1,
    source: 'gateway/flowproof-gateway-0',
    sourceNode: 'flowproof-worker',
    address: '10.96.7.21:8000',
    verdict: 'allowed',
    tool: 'curl',
    exitCode: allowed ? 0 : 28,
    lookupSeconds: 0.000_02,
    connectSeconds: allowed ? 0.0012 : 0,
    totalSeconds: allowed ? 0.0034 : 3.002,
    ...(allowed ? { httpStatus: 200 } : {}),
    message: allowed ? 'HTTP 200' : 'Connection timed out after 3002 milliseconds',
    ...attempt,
  };
}

export function stageOf(stage: Partial<StageReport> = {}): StageReport {
  const results = stage.results ?? [];
  return {
    name: 'default-deny',
    results,
    enforcementMs: 90,
    probingMs: 3412,
    probeCount: results.length * 2,
    ...stage,
  };
}

export function reportOf(report: Partial<Report> = {}): Report {
  return {
    scenario: 'task-api',
    file: 'scenarios/task-api/scenario.yaml',
    runId: '3f2a91bc',
    environment: 'kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0',
    notes: [],
    startedAt: '2026-01-05T10:00:00.000Z',
    durationMs: 102_400,
    connectTimeoutMs: 3000,
    stages: [],
    policies: [],
    ...report,
  };
}

export function failureOf(): NonNullable<Report['failure']> {
  return { kind: 'EnvironmentError', message: 'the API server is gone', hint: 'Bring it back.' };
}

const senders = ['gateway', 'task-api', 'worker', 'postgres', 'prometheus', 'any-pod', 'outside'];
const targets = [
  'gateway:8443',
  'task-api:8000/http',
  'task-api:9090',
  'postgres:5432',
  'prometheus:9090',
  'coredns:53/dns',
  'coredns:53/dns-tcp',
  'metadata:80',
  'internet:443',
];
const open = new Set([
  'gateway → task-api:8000/http',
  'task-api → postgres:5432',
  'worker → postgres:5432',
  'prometheus → task-api:9090',
  'outside → gateway:8443',
]);

/** 8 endpoints that send or receive (and a host), 9 receiving ports, 5 stages: the size of a real scenario. */
export function bigReport(changes: Readonly<Record<string, Partial<ResultSpec>>> = {}): Report {
  const names = ['open', 'default-deny', 'dns', 'ingress', 'egress'];
  const stages = names.map((name, stage) => {
    const results = senders.flatMap((from) =>
      targets
        .filter((target) => !target.startsWith(`${from}:`) && !(from === 'outside' && !target.startsWith('gateway')))
        .map((target): FlowResult => {
          const flow = `${from} → ${target}`;
          const dns = target.startsWith('coredns') && stage >= 2;
          const allowed = stage === 0 || dns || (stage > 2 && open.has(flow));
          const named = open.has(flow) ? { name: `${from} may use ${target}`, line: 40 } : {};
          return resultOf({ flow, expect: allowed ? 'allowed' : 'blocked', ...named, ...changes[`${name}: ${flow}`] });
        }),
    );
    return stageOf({ name, results, description: `Stage ${stage + 1} of the rollout, as the platform team plans it.` });
  });
  return reportOf({ stages });
}

import { z } from 'zod';
import type {
  Attempt,
  Cause,
  FlowResult,
  Leftovers,
  OnlyChanged,
  PolicyVerdict,
  Report,
  ReportedEndpoint,
  StageReport,
  StandingPolicy,
  Triangulation,
} from '../model/report.ts';
import type { Cell, Flow } from '../model/scenario.ts';

/** A schema for every field, so that none is forgotten: fields without one are left out when a report is read. */
export type Fields<T> = { readonly [K in keyof Required<T>]: z.ZodType<T[K]> };

const text = z.string();
const number = z.number();

// What has an id is written once in the published schema.
const position = z.object({ file: text, line: number, column: number }).meta({ id: 'position' });

/** The ends of a flow. */
export const cellFields = {
  from: text,
  to: text,
  port: z.object({ number, protocol: z.enum(['tcp', 'http', 'udp', 'dns', 'dns-tcp']) }).meta({ id: 'port' }),
} satisfies Fields<Cell>;

const flow: z.ZodType<Flow> = z.object({
  ...cellFields,
  expect: z.enum(['allowed', 'blocked']),
  name: text.optional(),
  reason: text.optional(),
  position,
} satisfies Fields<Flow>);

const attempt: z.ZodType<Attempt> = z
  .object({
    round: number,
    source: text,
    sourceNode: text.optional(),
    address: text,
    verdict: z.enum(['allowed', 'blocked', 'refused', 'dns-no-answer', 'dns-not-found', 'inconclusive', 'failed']),
    tool: z.enum(['curl', 'nslookup', 'nc']),
    exitCode: number.optional(),
    lookupSeconds: number.optional(),
    connectSeconds: number.optional(),
    totalSeconds: number.optional(),
    httpStatus: number.optional(),
    remoteAddress: text.optional(),
    message: text.optional(),
    stallSeconds: number.optional(),
    connectTimeoutMs: number.optional(),
  } satisfies Fields<Attempt>)
  .meta({ id: 'attempt' });

export const causeFields = {
  class: z.enum(['policy-wrong', 'not-enforced', 'not-the-policies']),
  code: text.optional(),
  reason: text,
  position: position.optional(),
  edit: z.object({ what: text, file: text, diff: text }).optional(),
} satisfies Fields<Cause>;

const policies: z.ZodType<PolicyVerdict> = z.object({
  verdict: z.enum(['allowed', 'blocked', 'mixed']),
  code: text,
  reason: text,
  position: position.optional(),
} satisfies Fields<PolicyVerdict>);

const triangulation: z.ZodType<Triangulation> = z.object({
  side: z.enum(['egress', 'ingress', 'both', 'neither']),
  explanation: text,
  attempts: z.tuple([attempt, attempt]),
} satisfies Fields<Triangulation>);

const verdicts = [
  'allowed',
  'blocked',
  'dns-no-answer',
  'dns-not-found',
  'inconclusive',
  'failed',
  'rejected',
  'no-listener',
] as const;

const result: z.ZodType<FlowResult> = z.object({
  flow,
  outcome: z.enum(['as-expected', 'flaky', 'mismatch', 'inconclusive']),
  verdict: z.enum(verdicts),
  explanation: text,
  policies: policies.optional(),
  cause: z.object(causeFields).optional(),
  listening: text.optional(),
  attempts: z.array(attempt),
  triangulation: triangulation.optional(),
  reproduce: text,
} satisfies Fields<FlowResult>);

const stage: z.ZodType<StageReport> = z.object({
  name: text,
  description: text.optional(),
  results: z.array(result),
  enforcementMs: number.optional(),
  probingMs: number,
  probeCount: number,
} satisfies Fields<StageReport>);

const policy: z.ZodType<StandingPolicy> = z.object({
  kind: text,
  namespace: text.optional(),
  name: text,
  resourceVersion: text,
  applied: z.boolean().optional(),
} satisfies Fields<StandingPolicy>);

const endpoint: z.ZodType<ReportedEndpoint> = z.object({
  name: text,
  namespace: text.optional(),
} satisfies Fields<ReportedEndpoint>);

export const reportFields = {
  scenario: text,
  file: text,
  runId: text,
  endpoints: z.array(endpoint).optional(),
  environment: text,
  // The first reports of 0.1 have neither these nor the policies.
  notes: z.array(text).default([]),
  startedAt: text,
  durationMs: number,
  connectTimeoutMs: number,
  stages: z.array(stage),
  policies: z.array(policy).default([]),
  unseenPolicyKinds: z.array(text).optional(),
  onlyChanged: z.object({ since: text, flowCount: number } satisfies Fields<OnlyChanged>).optional(),
  failure: z.object({ kind: text, message: text, hint: text }).optional(),
  leftovers: z.object({ message: text, hint: text } satisfies Fields<Leftovers>).optional(),
} satisfies Fields<Report>;

/** A report as its JSON has it; fields that it does not name are left out. */
export const reportSchema: z.ZodType<Report> = z.object(reportFields);

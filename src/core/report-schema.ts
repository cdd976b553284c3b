import { z } from 'zod';
import type { Attempt, Cause, Flow, FlowResult, Report, StageReport, StandingPolicy } from './model.ts';

const text = z.string();
const number = z.number();

const position = z.object({ file: text, line: number, column: number });

const flow: z.ZodType<Flow> = z.object({
  from: text,
  to: text,
  port: z.object({ number, protocol: z.enum(['tcp', 'http', 'udp', 'dns', 'dns-tcp']) }),
  expect: z.enum(['allowed', 'blocked']),
  name: text.optional(),
  reason: text.optional(),
  position,
});

const attempt: z.ZodType<Attempt> = z.object({
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
});

const cause: z.ZodType<Cause> = z.object({
  class: z.enum(['policy-wrong', 'not-enforced', 'not-the-policies']),
  reason: text,
  position: position.optional(),
  edit: z.object({ what: text, file: text, diff: text }).optional(),
});

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
  cause: cause.optional(),
  listening: text.optional(),
  attempts: z.array(attempt),
  reproduce: text,
});

const stage: z.ZodType<StageReport> = z.object({
  name: text,
  description: text.optional(),
  results: z.array(result),
  enforcementMs: number.optional(),
  probingMs: number,
  probeCount: number,
});

const policy: z.ZodType<StandingPolicy> = z.object({
  kind: text,
  namespace: text.optional(),
  name: text,
  resourceVersion: text,
  applied: z.boolean().optional(),
});

/** A report as its JSON has it; fields that it does not name are left out. */
export const reportSchema: z.ZodType<Report> = z.object({
  scenario: text,
  file: text,
  runId: text,
  environment: text,
  notes: z.array(text),
  startedAt: text,
  durationMs: number,
  connectTimeoutMs: number,
  stages: z.array(stage),
  policies: z.array(policy),
  failure: z.object({ kind: text, message: text, hint: text }).optional(),
});

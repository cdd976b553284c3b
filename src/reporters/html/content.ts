import type { Cell } from '../../model/scenario.ts';
import type { Mark } from '../mark.ts';
import type { FlowEvidence, PageData, PageFinding, PageStage } from './page-data.ts';

/** What a page says, whatever it is about, before it is laid out in rows, columns and pieces. */
export interface PageContent extends Pick<
  PageData,
  'title' | 'outcome' | 'headline' | 'notes' | 'facts' | 'troubles' | 'since' | 'history' | 'meanings'
> {
  readonly endpoints: readonly { readonly name: string; readonly namespace?: string | undefined }[];
  readonly findings: readonly ContentFinding[];
  readonly stages: readonly ContentStage[];
}

export interface ContentFinding extends Omit<PageFinding, 'stage' | 'cell'> {
  /** The stage of the first of its flows, and that flow; without one it is about no flow alone. */
  readonly stage?: string | undefined;
  readonly flow?: Cell | undefined;
}

export interface ContentStage extends Omit<PageStage, 'cells' | 'changes'> {
  readonly flows: readonly ContentFlow[];
}

export interface ContentFlow {
  readonly flow: Cell;
  readonly mark: Mark;
  readonly expect?: 'allowed' | 'blocked' | undefined;
  readonly verdict: string;
  /** How it differs from the run that this one is held against. */
  readonly change?: string | undefined;
  /** Made when it is written: half a million at once fill the memory. */
  readonly evidence: () => FlowEvidence;
}

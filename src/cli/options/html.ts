import { Option } from 'commander';
import type { PageContent } from '../../reporters/html/content.ts';
import type { ReportFile } from './report-files.ts';

export interface HtmlFlag {
  readonly html?: string;
}

export function htmlOption(): Option {
  return new Option('--html <file>', 'write a page to open in a browser');
}

/** The page among the reports that are written. What makes it is loaded only for those who want one. */
export async function pageFile(
  file: string | undefined,
  content: () => PageContent,
  isWatched = false,
): Promise<ReportFile> {
  if (file === undefined) return [file, () => ''];
  const { renderPage } = await import('../../app/html-page.ts');
  return [file, () => renderPage(content(), isWatched)];
}

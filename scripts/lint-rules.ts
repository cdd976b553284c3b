import { lintRulesPage } from '../src/policy/lint/page.ts';

process.stdout.write(lintRulesPage());

/**
 * Laplas' code actions for selections and diagnostics. The setting `laplas.codeActions` disables
 * them.
 */
import {
  CodeAction,
  CodeActionKind,
  DiagnosticSeverity,
  languages,
  workspace,
  type Diagnostic,
  type Disposable,
} from 'vscode';
import { firstCharacters } from '../../core/base/graphemes.ts';

const explainKind = CodeActionKind.Empty.append('explain');

export function codeActions(): Disposable {
  return languages.registerCodeActionsProvider(
    { scheme: '*' },
    {
      provideCodeActions({ uri }, range, context) {
        if (!workspace.getConfiguration('laplas').get<boolean>('codeActions', true)) return [];
        const action = (
          title: string,
          kind: CodeActionKind,
          command: string,
          more: object = {},
          diagnostics: Diagnostic[] = [],
        ): CodeAction => {
          const made = new CodeAction(title, kind);
          made.command = { command, title, arguments: [{ uri, range, ...more }] };
          made.diagnostics = diagnostics;
          return made;
        };
        const problems = context.diagnostics.filter(
          ({ severity }) => severity <= DiagnosticSeverity.Warning,
        );
        const onProblems = problems.flatMap((problem) => {
          const which = { range: problem.range, message: problem.message };
          const of = (title: string, command: string): CodeAction =>
            action(title, CodeActionKind.QuickFix, command, which, [problem]);
          // With several problems, each title must name its problem.
          const name = problems.length === 1 ? 'this problem' : `“${brief(problem.message)}”`;
          return [
            of(`Fix ${name} with Laplas`, 'laplas.fixProblem'),
            of(`Explain ${name} with Laplas`, 'laplas.explainProblem'),
          ];
        });
        if (problems.length > 1) {
          const all = `all ${problems.length} problems with Laplas`;
          const { QuickFix } = CodeActionKind;
          onProblems.push(
            action(`Fix ${all}`, QuickFix, 'laplas.fixProblem', {}, problems),
            action(`Explain ${all}`, QuickFix, 'laplas.explainProblem', {}, problems),
          );
        }
        if (range.isEmpty) return onProblems;
        return [
          ...onProblems,
          action('Explain with Laplas', explainKind, 'laplas.explainSelection'),
          action('Rewrite with Laplas…', CodeActionKind.RefactorRewrite, 'laplas.rewriteSelection'),
        ];
      },
    },
    {
      providedCodeActionKinds: [
        explainKind,
        CodeActionKind.RefactorRewrite,
        CodeActionKind.QuickFix,
      ],
    },
  );
}

function brief(message: string): string {
  const [line = ''] = message.split('\n', 1);
  return firstCharacters(line, 50) === line ? line : `${firstCharacters(line, 49).trimEnd()}…`;
}

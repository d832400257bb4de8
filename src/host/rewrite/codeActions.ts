/** `Rewrite` in the light bulb's menu: on a selection, and as a fix of what the editor reports. */
import { CodeAction, CodeActionKind, DiagnosticSeverity, languages, type Disposable } from 'vscode';

export function codeActions(): Disposable {
  return languages.registerCodeActionsProvider(
    { scheme: '*' },
    {
      provideCodeActions(document, range, context) {
        const actions: CodeAction[] = [];
        const { uri } = document;
        if (!range.isEmpty) {
          const rewrite = new CodeAction('Rewrite with Laplas…', CodeActionKind.RefactorRewrite);
          rewrite.command = {
            command: 'laplas.rewriteSelection',
            title: rewrite.title,
            arguments: [{ uri, range }],
          };
          actions.push(rewrite);
        }
        for (const problem of context.diagnostics) {
          if (problem.severity > DiagnosticSeverity.Warning) continue;
          const fix = new CodeAction('Fix with Laplas', CodeActionKind.QuickFix);
          fix.diagnostics = [problem];
          const instruction = `Fix this problem: ${problem.message}`;
          fix.command = {
            command: 'laplas.rewriteSelection',
            title: fix.title,
            arguments: [{ uri, range: problem.range.isEmpty ? range : problem.range, instruction }],
          };
          actions.push(fix);
        }
        return actions;
      },
    },
    { providedCodeActionKinds: [CodeActionKind.RefactorRewrite, CodeActionKind.QuickFix] },
  );
}

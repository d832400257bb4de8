/**
 * Renames a variable, function, parameter or type. Renames a property only if nothing else has the
 * name.
 */
import ts from 'typescript';

import { isScript } from '../facts.ts';
import { parseScript, walk } from '../script.ts';
import { isPropertyName } from '../scriptFacts.ts';
import { applyEdits } from './edits.ts';
import type { Edit } from './edits.ts';
import { codeOnly } from './mask.ts';

export function rename(code: string, language: string, from: string, to: string): string {
  return isScript(language, code)
    ? renameInScript(code, language, from, to)
    : renameInText(code, language, from, to);
}

function renameInScript(code: string, language: string, from: string, to: string): string {
  const script = parseScript(code, language);
  const names: Edit[] = [];
  const properties: Edit[] = [];
  walk(script.source, (node) => {
    if (!ts.isIdentifier(node) || node.text !== from) return;
    const place = { start: script.start(node), end: script.end(node) };
    // `{ total }` names a property and a variable. The property keeps its name.
    const shorthand =
      ts.isShorthandPropertyAssignment(node.parent) ||
      (ts.isBindingElement(node.parent) &&
        node.parent.name === node &&
        node.parent.propertyName === undefined &&
        node.parent.dotDotDotToken === undefined &&
        ts.isObjectBindingPattern(node.parent.parent));
    if (shorthand) names.push({ ...place, text: `${from}: ${to}` });
    else (isPropertyName(node) ? properties : names).push({ ...place, text: to });
  });
  return applyEdits(code, names.length > 0 ? names : properties);
}

function renameInText(code: string, language: string, from: string, to: string): string {
  const pattern = new RegExp(`(?<![\\w$])${from.replace(/\$/g, '\\$')}(?![\\w$])`, 'g');
  const found = [...codeOnly(code, language).matchAll(pattern)].map(({ index }) => ({
    start: index,
    end: index + from.length,
    text: to,
  }));
  const names = found.filter(({ start }) => code[start - 1] !== '.');
  return applyEdits(code, names.length > 0 ? names : found);
}

// @ts-check
// Turns an example of the documentation into a module to compile, and into code that reports the values whose outcome a comment states.
import ts from 'typescript';
import { statesOutcome } from './outcome.js';

/**
 * @typedef {object} Example
 * @property {string} title
 * @property {string} source
 *
 * @typedef {object} Stated
 * @property {string} comment
 * @property {boolean} printed Whether the comment states the output of `console.log`; otherwise it states the value of the statement.
 */

/**
 * The example as a module. All names of the entry are imported, unless the example has imports of its own.
 *
 * @param {Example} example
 * @param {import('./entry.js').Entry} entry
 * @param {string[]} names The exports of the entry.
 */
export function asModule({ source }, { name, ambient }, names) {
  const { imports, body } = parts(source);
  const all = `import { ${names.join(', ')} } from '${name}';`;
  // In a function, so that its variables may have the names of the imports.
  return `${imports || all}\n${ambient}\nexport async function example(): Promise<void> {\n${body}\n}\n`;
}

/**
 * JavaScript in which each statement with a stated outcome reports its value: `report(0, value)`, or `reportPrinted(1)(...values)` in place
 * of `console.log(...values)`.
 *
 * @param {Example} example
 * @returns {{ code: string, stated: Stated[] }}
 */
export function instrumented({ source }) {
  const { body } = parts(source);
  const file = ts.createSourceFile('example.ts', body, ts.ScriptTarget.ES2022, true);
  /** @type {Stated[]} */
  const stated = [];
  /** @type {Array<{ from: number, to: number, text: string }>} */
  const edits = [];
  visit(file);
  edits.sort((a, b) => b.from - a.from);
  const reporting = edits.reduce((code, { from, to, text }) => code.slice(0, from) + text + code.slice(to), body);
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return { code: ts.transpileModule(reporting, { compilerOptions }).outputText, stated };

  /** @param {ts.Node} node */
  function visit(node) {
    const comment = commentAfter(body, node);
    if (comment !== undefined && ts.isExpressionStatement(node)) {
      const log = printing(node);
      if (log) replace(log, `reportPrinted(${stated.push({ comment, printed: true }) - 1})`);
      else if (statesOutcome(comment)) {
        replace(node.expression, `report(${stated.push({ comment, printed: false }) - 1}, ${node.expression.getText()})`);
      }
    }
    if (comment !== undefined && ts.isVariableStatement(node) && statesOutcome(comment)) {
      const at = stated.push({ comment, printed: false }) - 1;
      edits.push({ from: node.end, to: node.end, text: ` report(${at}, ${named(node)});` });
    }
    ts.forEachChild(node, visit);
  }

  /**
   * @param {ts.Node} node
   * @param {string} text
   */
  function replace(node, text) {
    edits.push({ from: node.getStart(), to: node.end, text });
  }
}

/** @param {string} source */
function parts(source) {
  const { statements } = ts.createSourceFile('example.ts', source, ts.ScriptTarget.ES2022, true);
  const end = statements.filter(ts.isImportDeclaration).at(-1)?.end ?? 0;
  return { imports: source.slice(0, end), body: source.slice(end) };
}

/**
 * @param {string} text
 * @param {ts.Node} node
 * @returns {string | undefined} The text of the comment after it on the same line.
 */
function commentAfter(text, node) {
  const [range] = ts.getTrailingCommentRanges(text, node.end) ?? [];
  return range && text.slice(range.pos, range.end).replace(/^\/\/ ?/, '');
}

/**
 * @param {ts.ExpressionStatement} statement
 * @returns {ts.Expression | undefined} `console.log`, where the statement calls it.
 */
function printing({ expression }) {
  if (ts.isCallExpression(expression) && expression.expression.getText() === 'console.log') return expression.expression;
}

/**
 * @param {ts.VariableStatement} statement
 * @returns {string} An expression of the declared variables: one name, or an object or an array of several.
 */
function named({ declarationList }) {
  const name = declarationList.declarations[0]?.name;
  if (!name || ts.isIdentifier(name)) return name?.text ?? '';
  const names = name.elements.flatMap((element) => (ts.isBindingElement(element) ? [element.name.getText()] : []));
  if (ts.isObjectBindingPattern(name)) return `{ ${names.join(', ')} }`;
  return names.length === 1 ? names.join() : `[${names.join(', ')}]`;
}

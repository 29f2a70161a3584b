// @ts-check
// An example, made fit to be compiled and to be run: what a reader has at hand is there, and what its comments state is reported.
import ts from 'typescript';
import { statesOutcome } from './outcome.js';

/**
 * @typedef {object} Example
 * @property {string} title
 * @property {string} source
 *
 * @typedef {object} Stated
 * @property {string} comment
 * @property {boolean} printed Whether it is what `console.log` prints, or what the statement gives.
 */

/**
 * A module of its own. An example that imports for itself gets nothing that it does not import.
 *
 * @param {Example} example
 * @param {import('./entry.js').Entry} entry
 * @param {string[]} names What it exports.
 */
export function asModule({ source }, { name, ambient }, names) {
  const { imports, body } = parts(source);
  const all = `import { ${names.join(', ')} } from '${name}';`;
  // In a function, so that it may call its own things what it likes.
  return `${imports || all}\n${ambient}\nexport async function example(): Promise<void> {\n${body}\n}\n`;
}

/**
 * JavaScript in which each statement with a stated outcome reports what it gives: `says(0, value)`, `prints(1)(...what is printed)`.
 *
 * @param {Example} example
 * @returns {{ code: string, stated: Stated[] }}
 */
export function asReporting({ source }) {
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
      if (log) replace(log, `prints(${stated.push({ comment, printed: true }) - 1})`);
      else if (statesOutcome(comment)) {
        replace(node.expression, `says(${stated.push({ comment, printed: false }) - 1}, ${node.expression.getText()})`);
      }
    }
    if (comment !== undefined && ts.isVariableStatement(node) && statesOutcome(comment)) {
      const at = stated.push({ comment, printed: false }) - 1;
      edits.push({ from: node.end, to: node.end, text: ` says(${at}, ${named(node)});` });
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
 * @returns {string | undefined} What the comment behind it on its line says.
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
 * @returns {string} What it declares: one value, or an object or a list of several.
 */
function named({ declarationList }) {
  const name = declarationList.declarations[0]?.name;
  if (!name || ts.isIdentifier(name)) return name?.text ?? '';
  const names = name.elements.flatMap((element) => (ts.isBindingElement(element) ? [element.name.getText()] : []));
  if (ts.isObjectBindingPattern(name)) return `{ ${names.join(', ')} }`;
  return names.length === 1 ? names.join() : `[${names.join(', ')}]`;
}

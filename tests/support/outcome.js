// @ts-check
// Reads the outcome that a comment states: a literal, in which … is a wildcard. There may be alternatives: `{ mode: 'CBC', … }, or undefined`.
import ts from 'typescript';

/**
 * @param {string} comment
 * @returns {boolean} Whether it states an outcome; any other comment is prose.
 */
export function statesOutcome(comment) {
  return /^(?:['"{[\d-]|(?:true|false|null|undefined)\b)/.test(comment);
}

/**
 * @param {string} comment
 * @param {unknown} value
 */
export function isOutcome(comment, value) {
  return comment.split(/, or (?=['"{[\d-]|true|false|null|undefined)/).some((stated) => matches(literal(stated), value));
}

/**
 * @param {string} comment
 * @param {string} printed
 */
export function isPrinted(comment, printed) {
  return withRest(comment).test(printed);
}

/**
 * @param {string} stated
 * @returns {ts.Expression} The literal, without an explanation after it.
 */
function literal(stated) {
  const moments = stated.replace(/(?<!')\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, "new Date('$&')");
  const complete = moments.replace(/…(?=\s*[}\]])/g, '...rest');
  const [statement] = ts.createSourceFile('outcome.ts', `stated = ${complete}`, ts.ScriptTarget.ES2022, true).statements;
  if (statement && ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)) return statement.expression.right;
  throw new Error(`expected a literal, found: ${stated}`);
}

/**
 * @param {ts.Expression} literal
 * @param {unknown} value
 * @returns {boolean}
 */
function matches(literal, value) {
  if (ts.isStringLiteral(literal)) return typeof value === 'string' && withRest(literal.text).test(value);
  if (ts.isArrayLiteralExpression(literal)) return Array.isArray(value) && matchesList(literal.elements, value);
  if (ts.isObjectLiteralExpression(literal)) return typeof value === 'object' && value !== null && matchesFields(literal.properties, value);
  if (ts.isNewExpression(literal)) return value instanceof Date && literal.arguments?.[0]?.getText() === `'${value.toISOString()}'`;
  return literal.getText() === String(value) && typeof value !== 'string';
}

/**
 * @param {readonly ts.Expression[]} elements
 * @param {unknown[]} values
 */
function matchesList(elements, values) {
  const stated = elements.filter((element) => !ts.isSpreadElement(element));
  const counted = stated.length < elements.length ? stated.length <= values.length : stated.length === values.length;
  return counted && stated.every((element, at) => matches(element, values[at]));
}

/**
 * @param {readonly ts.ObjectLiteralElementLike[]} properties
 * @param {object} value
 */
function matchesFields(properties, value) {
  const fields = new Map(Object.entries(value).filter(([, field]) => field !== undefined));
  const stated = properties.filter((property) => !ts.isSpreadAssignment(property));
  const counted = stated.length < properties.length || stated.length === fields.size;
  return counted && stated.every((property) => matchesField(property, fields));
}

/**
 * @param {ts.ObjectLiteralElementLike} property A name without a value states only that the field exists.
 * @param {Map<string, unknown>} fields
 */
function matchesField(property, fields) {
  const name = property.name?.getText() ?? '';
  return fields.has(name) && (!ts.isPropertyAssignment(property) || matches(property.initializer, fields.get(name)));
}

/** @param {string} text */
function withRest(text) {
  const parts = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`);
}

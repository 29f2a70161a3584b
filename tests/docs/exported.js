// @ts-check
// Reads from the published declarations what an editor shows of each public name.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * @typedef {object} Exported
 * @property {string} name `CouponClient`, or `CouponClient.call` for a method or the constructor.
 * @property {boolean} callable
 * @property {string[]} describedParameters The parameters that its comment describes.
 * @property {string[]} parameters The parameters that it has.
 * @property {string[]} throws
 * @property {string} returns The type of its result.
 * @property {string[]} examples
 */

/**
 * @param {import('../support/entry.js').Entry} entry
 * @returns {Exported[]} Every named export, and every constructor and method. The default export also has a name.
 */
export function exported({ declarations }) {
  const path = fileURLToPath(new URL(`../../${declarations}`, import.meta.url));
  const program = ts.createProgram([path], { strict: true });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const module = file && checker.getSymbolAtLocation(file);
  if (!module) throw new Error(`${declarations}: expected a module, found none`);
  return checker
    .getExportsOfModule(module)
    .filter((symbol) => symbol.name !== 'default')
    .flatMap((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return (target.declarations ?? []).flatMap((declaration) => [describe(symbol.name, declaration), ...members(symbol.name, declaration)]);
    });
}

/**
 * @param {string} owner
 * @param {ts.Declaration} declaration
 */
function members(owner, declaration) {
  if (!ts.isClassDeclaration(declaration)) return [];
  const callable = declaration.members.filter((it) => ts.isMethodDeclaration(it) || ts.isConstructorDeclaration(it));
  return callable.map((member) => describe(`${owner}.${ts.isConstructorDeclaration(member) ? 'constructor' : member.name.getText()}`, member));
}

/**
 * @param {string} name
 * @param {ts.Declaration} declaration
 * @returns {Exported}
 */
function describe(name, declaration) {
  const callable = ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration) || ts.isConstructorDeclaration(declaration);
  const typed = ts.isTypeAliasDeclaration(declaration) && ts.isFunctionTypeNode(declaration.type) ? declaration.type : undefined;
  const tags = ts.getJSDocTags(declaration);
  const texts = (/** @type {string} */ tag) => tags.filter((it) => it.tagName.text === tag).map((it) => ts.getTextOfJSDocComment(it.comment) ?? '');
  return {
    name,
    callable,
    describedParameters: tags.flatMap((tag) => (ts.isJSDocParameterTag(tag) && tag.comment ? [tag.name.getText()] : [])),
    parameters: (callable ? declaration : typed)?.parameters.map((parameter) => parameter.name.getText()) ?? [],
    throws: texts('throws'),
    returns: callable ? (declaration.type?.getText() ?? '') : '',
    examples: texts('example'),
  };
}

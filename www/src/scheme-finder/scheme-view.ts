import type { Cipher } from 'houcaller-coupons/slim';
import { t } from '../texts/i18n';
import { ivInKey } from './iv-in-key';

/** A scheme as the page shows it, without the key. */
export interface SchemeView {
  words: string;
  key: () => string;
  code: string;
}

const KEY = 'process.env.CRM_KEY';

/** How the key of the cipher is derived from the given key. */
const keyUse = ({ keyEncoding = 'utf8', keyDerivation = 'first8', algorithm = 'DES' }: Cipher): string =>
  t('finder.keyUse', { encoding: t(`keyEncodings.${keyEncoding}`), derivation: t(`keyDerivations.${keyDerivation}.${algorithm}`) });

const paddings = { pkcs5: 'PKCS#5', zero: 'Zero padding' };
const outputs = { HEX: 'HEX', hex: 'hex', base64: 'Base64' };

export function schemeView(cipher: Cipher): SchemeView {
  return { words: schemeWords(cipher), key: () => keyUse(cipher), code: configuration(cipher) };
}

/** The scheme as one line, without the key. */
export function schemeWords(cipher: Cipher): string {
  const { algorithm = 'DES', mode = 'ECB', padding = 'pkcs5', output = 'HEX' } = cipher;
  return [algorithm, mode, ...ivWords(cipher), paddings[padding], outputs[output]].join(' · ');
}

function ivWords(cipher: Cipher): string[] {
  if (cipher.iv === undefined) return [];
  const part = ivInKey(cipher);
  return [`IV = ${part ? `key[${part.start}…${part.end - 1}]` : cipher.iv}`];
}

/** The configuration as code. It contains every setting, so that the reader does not need to know the defaults. */
function configuration(cipher: Cipher): string {
  const part = ivInKey(cipher);
  const settings = Object.entries(cipher).map(([name, value]) => {
    if (name === 'key') return `key: ${KEY}`;
    if (name === 'iv' && part) {
      return `iv: Buffer.from(${KEY}, '${part.encoding}').toString('hex', ${part.start}, ${part.end})`;
    }
    return `${name}: '${value}'`;
  });
  return ['cipher: {', ...settings.map((setting) => `  ${setting},`), '},'].join('\n');
}

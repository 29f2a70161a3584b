import type { Cipher } from 'houcaller-coupons/gateway-client';
import type { Text } from './text';

export const finder = {
  title: { zh: '查找加密方案', en: 'Cipher scheme finder' },
  audience: { zh: '开发者工具', en: 'For developers' },
  purpose: {
    zh: '粘贴您拿到的密钥，看看服务器用的是哪种方案，再复制配置。',
    en: 'Paste the key you were given, see which scheme your server uses, copy the configuration.',
  },
  staysHere: {
    zh: '密钥只留在本页：不发送、不保存，关闭面板即清除。',
    en: 'The key stays in this page: not sent, not stored, gone when you close the panel.',
  },
  key: { zh: '密钥', en: 'Key' },
  examples: { zh: '自己的示例（可选）', en: 'Your own examples (optional)' },
  examplesForm: {
    zh: '每行一个：先写 param，空一格，再写明文。留空则用文档公布的示例，它们属于测试渠道 hkl-test。',
    en: 'One a line: the param, a space, the plaintext. Left empty: the published ones, of the test channel hkl-test.',
  },
  find: { zh: '查找方案', en: 'Find the scheme' },
  use: { zh: '在直连中使用', en: 'Use it in direct mode' },
  copy: { zh: '复制', en: 'Copy' },
  noKeyInCode: {
    zh: '代码里不含密钥：请把它放进服务器的环境变量 CRM_KEY。',
    en: "The code does not carry the key: put it into your server's environment as CRM_KEY.",
  },
  noneTitle: { zh: '没有方案与示例吻合', en: 'No scheme fits the examples' },
  noneHint: { zh: '可能的原因，以及该怎么办：', en: 'What may be the reason, and what to do:' },
  failedTitle: { zh: '无法查找', en: 'The search could not be made' },
} satisfies Record<string, Text>;

export const copyOutcomes = {
  copied: { zh: '已复制', en: 'Copied' },
  selected: { zh: '已选中，请按 Ctrl+C 或 ⌘C', en: 'Selected: press Ctrl+C or ⌘C' },
} satisfies Record<string, Text>;

export const refusals = {
  key: { zh: '请先粘贴密钥', en: 'A key is needed' },
} satisfies Record<string, Text>;

export const wrongLine = (line: number): Text => ({
  zh: `示例第 ${line} 行应为：param、空格、明文`,
  en: `Line ${line} of the examples should be: the param, a space, the plaintext`,
});

export const unreadableParam = (line: number): Text => ({
  zh: `示例第 ${line} 行的 param 无法读取：应为十六进制或 Base64，字节数为 8 的倍数`,
  en: `The param in line ${line} of the examples cannot be read: it should be hex or Base64 of whole 8-byte blocks`,
});

export const schemesFound = (count: number): Text => ({
  zh: count === 1 ? '找到方案' : `找到 ${count} 种配置，最可能的在前`,
  en: count === 1 ? 'Scheme found' : `${count} settings fit, the most likely first`,
});

export const otherSchemes = (count: number): Text => ({
  zh: `另外 ${count} 种同样吻合，用第一种即可`,
  en: `${count} more that fit as well; the first will do`,
});

export const noScheme = {
  whiteSpace: {
    zh: '密钥首尾有空白，可能是复制时带上的：去掉再试。',
    en: 'The key begins or ends with white space, perhaps from copying. Take it away and try again.',
  },
  publishedExamples: {
    zh: '密钥不是测试渠道 hkl-test 的：公布的示例只与那一把密钥吻合。请在上面填写您自己的示例。',
    en: 'The key is not that of hkl-test, the only one to fit the published examples. Enter your own above.',
  },
  ownExamples: {
    zh: '密钥与示例不配套，或明文与加密时的不完全一致：空格和字段顺序都算。',
    en: 'Key and examples do not belong together, or a plaintext differs: spaces and the order of fields count.',
  },
  shortExamples: {
    zh: '示例太短：要找出固定 IV，至少要有一个 8 字节以上的明文。',
    en: 'The examples are too short: to find a fixed IV, one plaintext must have 8 bytes or more.',
  },
  unsupported: {
    zh: '服务器的方案不在支持之列（如 AES、CFB）。请向对方索要加密代码，例如 Java 里 Cipher.getInstance 前后几行。',
    en: 'The scheme is not supported (AES, CFB, …). Ask for the code that encrypts: in Java, near Cipher.getInstance.',
  },
  tried: {
    zh: '试过的方案：密钥按文本（UTF-8、UTF-16）、十六进制、Base64 读取，直接使用、补零、SHA1PRNG、MD5 或 SHA-1；DES 与 3DES；ECB，及 IV 为密钥或固定值的 CBC；PKCS#5 与补零填充；十六进制与 Base64。',
    en: 'Tried were: the key as text (UTF-8, UTF-16), hex, Base64; as it is, zero-filled, by SHA1PRNG, MD5, SHA-1; DES, 3DES; ECB, CBC with the key or a fixed value as IV; PKCS#5, zero padding; hex, Base64.',
  },
} satisfies Record<string, Text>;

const keyEncodings = {
  utf8: { zh: '按文本读取', en: 'read as text' },
  hex: { zh: '按十六进制读取', en: 'read as hex' },
  base64: { zh: '按 Base64 读取', en: 'read as Base64' },
  utf16le: { zh: '按 UTF-16 文本读取', en: 'read as text in UTF-16' },
} satisfies Record<string, Text>;

const keyDerivations = {
  first8: {
    DES: { zh: '取前 8 字节', en: 'its first 8 bytes' },
    '3DES': { zh: '取全部字节，至多前 24 个', en: 'all its bytes, of more than 24 the first' },
  },
  zeroFill: {
    DES: { zh: '补零或截断到 8 字节', en: 'filled with zeros or cut to 8 bytes' },
    '3DES': { zh: '补零或截断到 24 字节', en: 'filled with zeros or cut to 24 bytes' },
  },
  sha1prng: {
    DES: { zh: '作为 Java SHA1PRNG 的种子', en: "as the seed of Java's SHA1PRNG" },
    '3DES': { zh: '作为 Java SHA1PRNG 的种子', en: "as the seed of Java's SHA1PRNG" },
  },
  md5: {
    DES: { zh: '取其 MD5 十六进制的前 8 位', en: 'the first 8 digits of its MD5' },
    '3DES': { zh: '取其 MD5 十六进制的前 24 位', en: 'the first 24 digits of its MD5' },
  },
  md5Lower: {
    DES: { zh: '取其 MD5 小写十六进制的前 8 位', en: 'the first 8 digits of its MD5 in lower case' },
    '3DES': { zh: '取其 MD5 小写十六进制的前 24 位', en: 'the first 24 digits of its MD5 in lower case' },
  },
  md5Lower16: {
    DES: { zh: '仅用于 3DES', en: 'for 3DES only' },
    '3DES': { zh: '取其 MD5 小写十六进制的前 16 位', en: 'the first 16 digits of its MD5 in lower case' },
  },
  md5Bytes: {
    DES: { zh: '取其 MD5 的前 8 字节', en: 'the first 8 bytes of its MD5' },
    '3DES': { zh: '取其 MD5 的 16 字节', en: 'the 16 bytes of its MD5' },
  },
  sha1: {
    DES: { zh: '取其 SHA-1 的前 8 字节', en: 'the first 8 bytes of its SHA-1' },
    '3DES': { zh: '取其 SHA-1 并补零到 24 字节', en: 'its SHA-1, filled with zeros to 24 bytes' },
  },
} satisfies Record<string, Record<'DES' | '3DES', Text>>;

/** How the cipher's key comes from the one that was given. */
export function keyUse({ keyEncoding = 'utf8', keyDerivation = 'first8', algorithm = 'DES' }: Cipher): Text {
  const encoding = keyEncodings[keyEncoding];
  const derivation = keyDerivations[keyDerivation][algorithm];
  return { zh: `密钥${encoding.zh}，${derivation.zh}`, en: `Key ${encoding.en}, ${derivation.en}` };
}

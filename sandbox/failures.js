// @ts-check

/**
 * The errors of the sandbox. The vendor documents no error codes, so these numbers are the sandbox's own, and a client must
 * treat every code but 0 alike. No message repeats a sent value.
 *
 * @typedef {{ code: number, msg: string }} Failure
 */
export const failures = Object.freeze({
  contentType: { code: 1001, msg: '请求头 Content-Type 必须是 application/json' },
  body: { code: 1002, msg: '请求体必须是 JSON 对象' },
  fieldType: { code: 1003, msg: '参数 param 和 channel 必须是字符串' },
  channel: { code: 1004, msg: '渠道不存在' },
  timestampFormat: { code: 1005, msg: '时间戳必须是毫秒数的十进制字符串' },
  timestampStale: { code: 1006, msg: '时间戳已失效' },
  param: { code: 1007, msg: '参数 param 缺失或解密失败' },
  plaintext: { code: 1008, msg: '参数 param 的明文必须是 JSON 对象' },
  idsEmpty: { code: 1009, msg: '会员ID和平台ID不可同时为空' },
  idType: { code: 1010, msg: '会员ID和平台ID必须是字符串' },
  idsDiffer: { code: 1011, msg: '会员ID和平台ID不属于同一会员' },
  unknownMember: { code: 1012, msg: '会员不存在' },
});

/** Thrown to refuse a request. It is answered with HTTP 200, as the API does. */
export class ApiFailure extends Error {
  /** @param {Failure} failure */
  constructor({ code, msg }) {
    super(msg);
    this.name = 'ApiFailure';
    this.code = code;
  }
}

// The declaration of `Taro.request` from @tarojs/taro 4.2.1 (MIT, by O2Team): types/api/network/request.d.ts and the types that it uses,
// without the comments. A copy, because the package has a whole toolchain as peer dependencies.

declare namespace TaroGeneral {
  type IAnyObject = Record<string, any>;
  interface CallbackResult {
    errMsg: string;
  }
}

declare namespace request {
  interface Option<T = any, U extends string | TaroGeneral.IAnyObject | ArrayBuffer = any | any> {
    url: string;
    data?: U;
    header?: TaroGeneral.IAnyObject;
    timeout?: number;
    method?: 'OPTIONS' | 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'TRACE' | 'CONNECT';
    dataType?: 'json' | 'text' | 'base64' | 'arraybuffer' | string;
    responseType?: 'text' | 'arraybuffer';
    enableCookie?: boolean;
    success?: (result: SuccessCallbackResult<T>) => void;
    fail?: (res: TaroGeneral.CallbackResult) => void;
    complete?: (res: Partial<SuccessCallbackResult> & TaroGeneral.CallbackResult) => void;
  }

  interface SuccessCallbackResult<T extends string | TaroGeneral.IAnyObject | ArrayBuffer = any | any> extends TaroGeneral.CallbackResult {
    data: T;
    header: TaroGeneral.IAnyObject;
    statusCode: number;
    errMsg: string;
    cookies?: string[];
  }
}

interface RequestTask<T> extends Promise<request.SuccessCallbackResult<T>> {
  abort(): void;
}

interface TaroStatic {
  request<T = any, U = any>(option: request.Option<T, U>): RequestTask<T>;
  setStorageSync(key: string, data: any): void;
}

declare const Taro: TaroStatic;
export default Taro;

// 这里是沙箱(仓库里的 `npm run sandbox`)。前端代码人人都能下载来看:真正的密钥放在自己的服务器上,这里只写
// { gatewayUrl: 'https://你的域名/coupons', headers: { authorization: `Bearer ${登录凭证}` } }。
export const crm = {
  baseUrl: 'http://127.0.0.1:8787/htest/openapi/v1',
  channel: 'hkl-test',
  cipher: { key: 'sandbox8' },
  dangerouslyAllowBrowser: true,
};

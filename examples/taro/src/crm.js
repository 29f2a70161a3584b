// 这里连的是沙箱（在仓库里执行 `npm run sandbox`）。前端代码谁都能下载查看，真正的密钥要放在自己的服务器上，那时这里只写：
// { gatewayUrl: 'https://你的域名/coupons', headers: { authorization: `Bearer ${session}` } }，session 是登录得到的令牌。
export const crm = {
  baseUrl: 'http://127.0.0.1:8787/htest/openapi/v1',
  channel: 'hkl-test',
  cipher: { key: 'sandbox8' },
  dangerouslyAllowBrowser: true,
};

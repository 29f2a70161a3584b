App({
  globalData: {
    // 这里连的是沙箱（在仓库里执行 `npm run sandbox`）。小程序的代码谁都能下载查看，不要把真正的密钥写在这里。
    crm: {
      baseUrl: 'http://127.0.0.1:8787/htest/openapi/v1',
      channel: 'hkl-test',
      cipher: { key: 'sandbox8' },
      dangerouslyAllowBrowser: true,
    },
  },
});

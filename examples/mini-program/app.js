App({
  globalData: {
    // 这里是沙箱(仓库里的 `npm run sandbox`)。小程序的代码人人都能下载来看:真正的密钥不要写在这里。
    crm: {
      baseUrl: 'http://127.0.0.1:8787/htest/openapi/v1',
      channel: 'hkl-test',
      cipher: { key: 'sandbox8' },
      dangerouslyAllowBrowser: true,
    },
  },
});

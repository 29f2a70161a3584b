App({
  globalData: {
    // The sandbox of this repository (`npm run sandbox`). Whoever downloads a mini-program can read its code: a real key does not belong in it.
    crm: {
      baseUrl: 'http://127.0.0.1:8787/htest/openapi/v1',
      channel: 'hkl-test',
      cipher: { key: 'sandbox8' },
      dangerouslyAllowBrowser: true,
    },
  },
});

App({
  globalData: {
    // The sandbox of this repository (`npm run sandbox`). Never put a real key here, because everybody can read a mini-program's
    // code.
    crm: {
      baseUrl: 'http://127.0.0.1:8787/htest/openapi/v1',
      channel: 'hkl-test',
      cipher: { key: 'sandbox8' },
      dangerouslyAllowBrowser: true,
    },
  },
});

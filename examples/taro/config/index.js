const platform = process.env.TARO_ENV;
const outputRoot = `dist/${platform}`;

// 微信要用的 WebAssembly 文件，其他平台不需要。
const wasm = {
  from: 'node_modules/houcaller-coupons/dist/mini-program/houcaller_coupons_bg.wasm.br',
  to: `${outputRoot}/static/houcaller_coupons_bg.wasm.br`,
};

module.exports = {
  projectName: 'coupons-taro',
  framework: 'react',
  compiler: 'webpack5',
  sourceRoot: 'src',
  outputRoot,
  designWidth: 750,
  deviceRatio: { 750: 1 },
  copy: { patterns: platform === 'weapp' ? [wasm] : [], options: {} },
  mini: {},
  h5: { publicPath: './', router: { mode: 'hash' } },
};

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
  // 依赖预编译（prebundle）在开发模式下会报错，所以关闭。
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  sourceRoot: 'src',
  outputRoot,
  designWidth: 750,
  deviceRatio: { 750: 1 },
  copy: { patterns: platform === 'weapp' ? [wasm] : [], options: {} },
  mini: {},
  // 热更新还需要 react-refresh 等依赖。关闭后，修改代码时浏览器会自动刷新页面。
  h5: { publicPath: './', router: { mode: 'hash' }, devServer: { hot: false } },
};

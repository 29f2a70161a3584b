module.exports = {
  // hot 要和 config/index.js 里的 devServer.hot 一致。
  presets: [['taro', { framework: 'react', ts: false, compiler: 'webpack5', hot: false }]],
};

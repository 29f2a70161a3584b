module.exports = {
  entry: { main: './main.js', other: './other.js' },
  // webpack 4 would compile the WebAssembly itself; here its address is wanted.
  module: { rules: [{ test: /\.wasm$/, type: 'javascript/auto', loader: 'file-loader' }] },
};

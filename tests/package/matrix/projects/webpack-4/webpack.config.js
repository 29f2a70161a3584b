module.exports = {
  entry: { main: './main.js', other: './other.js' },
  // By default webpack 4 compiles the WebAssembly itself, but the program needs its address.
  module: { rules: [{ test: /\.wasm$/, type: 'javascript/auto', loader: 'file-loader' }] },
};

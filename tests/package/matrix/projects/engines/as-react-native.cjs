// Compiles a script with React Native's Babel preset, because Hermes has neither classes nor async functions.
const { readFileSync, writeFileSync } = require('fs');
const { transformSync } = require('@babel/core');
const preset = require('metro-react-native-babel-preset');

const [, , file] = process.argv;
const { code } = transformSync(readFileSync(file, 'utf8'), {
  babelrc: false,
  configFile: false,
  compact: true,
  sourceType: 'script',
  // Inlines Babel's helpers, because the shell cannot import modules.
  presets: [[preset, { enableBabelRuntime: false }]],
});
writeFileSync(file, code);

// What React Native's preset makes of a script: Hermes has neither classes nor async functions.
const { readFileSync, writeFileSync } = require('fs');
const { transformSync } = require('@babel/core');
const preset = require('metro-react-native-babel-preset');

const [, , file] = process.argv;
const { code } = transformSync(readFileSync(file, 'utf8'), {
  babelrc: false,
  configFile: false,
  compact: true,
  sourceType: 'script',
  // The helpers beside the code that needs them: the shell cannot import.
  presets: [[preset, { enableBabelRuntime: false }]],
});
writeFileSync(file, code);

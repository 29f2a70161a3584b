// Evaluates a script in QuickJS, and prints its output.
const { readFileSync } = require('fs');
const { getQuickJS } = require('quickjs-emscripten');

getQuickJS().then((engine) => {
  const vm = engine.createVm();
  vm.setProp(vm.global, 'print', vm.newFunction('print', (text) => console.log(vm.getString(text))));
  for (const { error } of [vm.evalCode(readFileSync(process.argv[2], 'utf8')), vm.executePendingJobs()]) {
    if (error) throw new Error(JSON.stringify(vm.dump(error)));
  }
});

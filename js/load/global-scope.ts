// The generated glue asks the global scope for `queueMicrotask`, and this in its place: then it takes a promise's `then`, which every host has, and which
// costs Node less.
const nothing = {};

export { nothing as globalThis };

// An empty object that the build injects as `globalThis`. The generated glue then finds no `queueMicrotask` in it and
// uses a promise's `then` instead, which every host has and which is faster in Node.
const empty = {};

export { empty as globalThis };

// The generated glue looks for `queueMicrotask` in the global scope, by each of its names. A host that has none of them, such as a mini-program's, has
// this. It stands last but for names that only Node has: where there is `globalThis`, that is asked.
const nothing = {};

export { nothing as self };

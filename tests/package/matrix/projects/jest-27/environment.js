const NodeEnvironment = require('jest-environment-node');

module.exports = class extends NodeEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { crypto, fetch, Headers, Request, Response });
  }
};

/* The globals of a test file, without the detours of Jest's own environment. */

import { constants, createContext, runInContext } from 'node:vm';
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { TestEnvironment } from 'jest-environment-node';
import { ModuleMocker } from 'jest-mock';

/**
 * Jest's environment for Node, in a context whose global object is an ordinary one. Jest's is a proxy behind V8's
 * interceptors, so that each use of `Object`, `Error` or `process` in any module is a call: tests took twice as long.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    const { global: slow } = this;
    this.context = createContext(constants.DONT_CONTEXTIFY);
    this.global = runInContext('globalThis', this.context);
    const shared = ['Buffer', 'ArrayBuffer', 'Uint8Array'];
    for (const key of Reflect.ownKeys(slow)) {
      if (key in this.global && !shared.includes(String(key))) continue;
      const value: unknown = Reflect.get(slow, key);
      Object.defineProperty(this.global, key, { value, configurable: true, writable: true });
    }
    this.global.global = this.global;
    this.moduleMocker = new ModuleMocker(this.global);
    this.fakeTimersModern = new ModernFakeTimers({
      config: config.projectConfig,
      global: this.global,
    });
  }
}

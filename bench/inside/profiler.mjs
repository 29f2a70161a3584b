// @ts-check
// Node's CPU profiler. In Chromium the driver starts it from outside.
import { Session } from 'node:inspector/promises';
import { SAMPLE_US } from '../cpu-profile.mjs';

const session = new Session();

export async function startProfile() {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
  await session.post('Profiler.start');
}

/** @returns {Promise<import('../cpu-profile.mjs').CpuProfile>} */
export async function stopProfile() {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return /** @type {any} */ (profile);
}

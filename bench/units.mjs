// @ts-check
// Formats the benchmark's times, sizes and ratios.
import { median } from './figures.mjs';

const UNITS = /** @type {const} */ ([
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
]);
const BYTES_PER_MIB = 2 ** 20;

/** @param {number} size */
export const count = (size) => size.toLocaleString('en');

/** @param {number} size */
export const bytes = (size) => (size >= 2 ** 20 ? `${size / 2 ** 20} MiB` : size >= 2 ** 10 ? `${size / 2 ** 10} KiB` : `${size} bytes`);

/** @param {number} size */
export const coupons = (size) => `${count(size)} coupons`;

/** @param {number} size */
export const mebibytes = (size) => (size / BYTES_PER_MIB).toFixed(0);

/** @param {number} value */
export const ratio = (value) => `${value.toFixed(2)} ×`;

/**
 * The median, and in brackets the minimum and the maximum.
 *
 * @param {number[]} nanoseconds
 */
export function time(nanoseconds) {
  if (nanoseconds.length === 0) return '–';
  const [middle, least, most] = [median(nanoseconds), Math.min(...nanoseconds), Math.max(...nanoseconds)];
  const [size, unit] = UNITS.find(([size]) => middle >= size) ?? [1, 'ns'];
  return `${digits(middle / size)} ${unit} (${digits(least / size)}–${digits(most / size)})`;
}

/** @param {number} value */
export const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** Dark on white, in modules: the narrowest bar, or the smallest square, has width 1. */
export interface Drawing {
  width: number;
  height: number;
  /** Of an SVG. */
  path: string;
}

/** The widest that fits with whole device pixels to a module: a scanner measures bars against each other. */
export function widthFor({ width }: Drawing, available: number, pixelRatio: number): number {
  const pixels = Math.max(1, Math.floor((available * pixelRatio) / width));
  return (pixels * width) / pixelRatio;
}

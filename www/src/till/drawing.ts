/** A drawing for dark on white. The unit is the module: the width of the narrowest bar or of the smallest square. */
export interface Drawing {
  width: number;
  height: number;
  /** The `d` attribute of an SVG path. */
  path: string;
}

/** The largest width in CSS pixels that fits. A module is a whole number of device pixels, because a scanner compares the widths of bars. */
export function widthFor({ width }: Drawing, available: number, pixelRatio: number): number {
  const pixels = Math.max(1, Math.floor((available * pixelRatio) / width));
  return (pixels * width) / pixelRatio;
}

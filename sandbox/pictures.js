// @ts-check
// Draws the pictures of the coupons as SVG.

/** The pictures of invented coupons. */
export const PICTURES = Object.freeze({
  steak: '/upload_img/sandbox/steak.jpg',
  lunch: '/upload_img/sandbox/lunch.jpg',
  drink: '/upload_img/sandbox/drink.jpg',
  cake: '/upload_img/sandbox/cake.jpg',
  gift: '/upload_img/sandbox/gift.jpg',
  chinesePath: '/upload_img/sandbox/牛排 套餐.jpg',
});

/**
 * SVG shapes in a 480 × 320 frame, and the hue of their background.
 *
 * @typedef {{ hue: number, shapes: string }} Motif
 */

/** @type {Record<'steak' | 'lunch' | 'drink' | 'cake' | 'gift', Motif>} */
const motifs = {
  steak: {
    hue: 18,
    shapes: `
      <circle cx="240" cy="168" r="122" fill="#2b2523"/><circle cx="240" cy="164" r="108" fill="#3c3431"/>
      <path d="M150 170c-8-48 40-82 92-78 54 4 96 30 94 74-2 40-34 66-78 62-24-2-34-14-54-12-28 2-50-14-54-46z"
        fill="#f2dfc0"/>
      <path d="M160 168c-6-40 36-68 82-64 48 4 84 26 82 62-2 32-30 54-66 50-22-2-34-14-54-12-22 2-40-10-44-36z"
        fill="#8c3b2a"/>
      <g stroke="#5c2118" stroke-width="9" stroke-linecap="round">
      <path d="M192 132l34 66M228 120l42 84M268 122l34 66"/></g>
      <g fill="#6fa04a"><ellipse cx="176" cy="238" rx="22" ry="9" transform="rotate(-24 176 238)"/>
      <ellipse cx="200" cy="248" rx="22" ry="9" transform="rotate(14 200 248)"/></g>
      <circle cx="312" cy="226" r="14" fill="#d8452e"/><circle cx="288" cy="240" r="12" fill="#e2573c"/>`,
  },
  lunch: {
    hue: 42,
    shapes: `
      <g stroke="#fff" stroke-width="7" stroke-linecap="round" fill="none" opacity=".65">
      <path d="M196 92c-14-16 14-26 0-44M240 84c-14-16 14-26 0-44M284 92c-14-16 14-26 0-44"/></g>
      <ellipse cx="240" cy="150" rx="118" ry="44" fill="#fffaf0"/>
      <g fill="#f4b63f"><circle cx="196" cy="138" r="26"/><circle cx="276" cy="140" r="22"/></g>
      <g fill="#79ab4e"><circle cx="236" cy="128" r="20"/><circle cx="312" cy="146" r="15"/></g>
      <circle cx="166" cy="150" r="15" fill="#d8452e"/>
      <path d="M116 152h248c0 66-46 108-124 108s-124-42-124-108z" fill="#c2412d"/>
      <path d="M130 190h220" stroke="#f4b63f" stroke-width="8"/><path d="M188 258h104l-10 20h-84z" fill="#98301f"/>
      <g stroke="#6b4423" stroke-width="8" stroke-linecap="round"><path d="M330 116l84-66M346 128l90-52"/></g>`,
  },
  drink: {
    hue: 158,
    shapes: `
      <path d="M262 126l34-92 40-10" fill="none" stroke="#e2573c" stroke-width="11" stroke-linejoin="round"/>
      <path d="M168 92h144l-20 186h-104z" fill="#ffffff" opacity=".55"/>
      <path d="M173 136h134l-15 136h-104z" fill="#f6a93b"/><path d="M178 182h124l-10 90h-104z" fill="#ee8a2c"/>
      <g fill="#fff" opacity=".75"><rect x="196" y="142" width="30" height="30" rx="6" transform="rotate(-14 211 157)"/>
      <rect x="246" y="148" width="28" height="28" rx="6" transform="rotate(18 260 162)"/></g>
      <circle cx="304" cy="104" r="38" fill="#f9d94a"/><circle cx="304" cy="104" r="29" fill="#fdf0a6"/>
      <path d="M304 76v56M276 104h56M284 84l40 40M324 84l-40 40" stroke="#f9d94a" stroke-width="4"/>
      <g fill="#5f9a45"><ellipse cx="196" cy="100" rx="26" ry="11" transform="rotate(-30 196 100)"/>
      <ellipse cx="226" cy="88" rx="24" ry="10" transform="rotate(24 226 88)"/></g>`,
  },
  cake: {
    hue: 334,
    shapes: `
      <ellipse cx="240" cy="262" rx="138" ry="22" fill="#fff" opacity=".8"/>
      <path d="M128 168h224v84c0 8-50 16-112 16s-112-8-112-16z" fill="#fbe3c4"/>
      <path d="M128 208h224v22c0 8-50 14-112 14s-112-6-112-14z" fill="#d9738f"/>
      <path d="M128 168c0-16 50-28 112-28s112 12 112 28v22c-12 18-26 18-38 2-12 20-28 20-38 2-10 20-26 20-36 0-10 20-28
        18-38-2-10 18-26 18-38-2-10 16-24 14-36 0z" fill="#fffafa"/>
      <g fill="#d8303f"><circle cx="184" cy="146" r="15"/>
      <circle cx="296" cy="146" r="15"/><circle cx="240" cy="154" r="15"/></g>
      <path d="M240 136V86" stroke="#7aa5d8" stroke-width="10"/>
      <path d="M240 42c20 20 16 38 0 42-16-4-20-22 0-42z" fill="#f9b93b"/>`,
  },
  gift: {
    hue: 262,
    shapes: `
      <rect x="138" y="150" width="204" height="118" rx="8" fill="#d9432f"/>
      <rect x="124" y="112" width="232" height="50" rx="8" fill="#ec5a42"/>
      <path d="M222 112h36v156h-36z" fill="#fbd25a"/><path d="M124 128h232v16H124z" fill="#fbd25a"/>
      <g fill="none" stroke="#fbd25a" stroke-width="15" stroke-linejoin="round">
      <path d="M240 110c-16-52-78-62-80-30-2 24 44 32 80 30zM240 110c16-52 78-62 80-30 2 24-44 32-80 30z"/></g>
      <g fill="#fff" opacity=".85"><circle cx="96" cy="90" r="6"/><circle cx="392" cy="200" r="7"/>
      <circle cx="376" cy="70" r="5"/><circle cx="88" cy="220" r="5"/></g>`,
  },
};

/** @type {ReadonlyMap<string, Motif>} */
const motifAt = new Map([
  ['/upload_img/20170718/170718_2021456830.jpg', motifs.steak],
  ['/upload_img/20170718/170718_2021456831.jpg', motifs.lunch],
  ['/upload_img/20170718/170718_2021456832.jpg', motifs.lunch],
  ['/upload_img/common/hklai.jpg', motifs.drink],
  [PICTURES.steak, motifs.steak],
  [PICTURES.lunch, motifs.lunch],
  [PICTURES.drink, motifs.drink],
  [PICTURES.cake, motifs.cake],
  [PICTURES.gift, motifs.gift],
  [PICTURES.chinesePath, motifs.steak],
]);

export const picturePaths = [...motifAt.keys()];
export const PICTURE_TYPE = 'image/svg+xml';

/**
 * @param {string} path as in a coupon, without percent-encoding, which Hono has decoded
 * @returns {string | undefined} an SVG document; browsers use its content type, not the `.jpg` of its path
 */
export function pictureAt(path) {
  const motif = motifAt.get(path);
  return motif && draw(motif);
}

/** @param {Motif} motif */
function draw({ hue, shapes }) {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 320" width="480" height="320">
    <defs><linearGradient id="t" x2="1" y2="1"><stop stop-color="hsl(${hue} 72% 78%)"/>
    <stop offset="1" stop-color="hsl(${(hue + 28) % 360} 64% 56%)"/></linearGradient></defs>
    <rect width="480" height="320" fill="url(#t)"/>
    <g fill="#fff" opacity=".16"><circle cx="60" cy="40" r="110"/><circle cx="440" cy="300" r="130"/></g>
    ${shapes}</svg>`;
  return text.replace(/\n\s*/g, ' ');
}

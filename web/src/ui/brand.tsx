/** The product's mark, a page with its proof in amber, and its name. */

import "./brand.css";

export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect class="brand-ground" width="32" height="32" rx="8" />
      <path class="brand-page" d="M9 6.5h9.5L24 12v13.5H9z" />
      <path class="brand-fold" d="M18.5 6.5V12H24z" />
      <rect class="brand-proof" x="11.5" y="14.5" width="10" height="3.5" rx="1" />
      <rect class="brand-line" x="11.5" y="20" width="6.5" height="2" rx="1" />
    </svg>
  );
}

/** Mark and name. */
export function Brand() {
  return (
    <span class="brand">
      <BrandMark />
      <span class="brand-name">ChatDOC</span>
    </span>
  );
}

/** A drawing of what the product does: an answer, and the place in the document that proves it. */

import "./proof-art.css";

export function ProofArt() {
  return (
    <svg class="proof-art" viewBox="0 0 440 320" aria-hidden="true" focusable="false">
      <g class="proof-art-page">
        <rect class="proof-art-paper" x="20" y="14" width="210" height="292" rx="6" />
        <rect class="proof-art-title" x="44" y="42" width="112" height="10" rx="3" />
        <rect class="proof-art-text" x="44" y="70" width="162" height="5" rx="2.5" />
        <rect class="proof-art-text" x="44" y="84" width="150" height="5" rx="2.5" />
        <rect class="proof-art-text" x="44" y="98" width="158" height="5" rx="2.5" />
        <rect class="proof-art-text" x="44" y="112" width="96" height="5" rx="2.5" />
        <rect class="proof-art-rule" x="44" y="138" width="162" height="1" />
        <rect class="proof-art-text" x="44" y="150" width="70" height="5" rx="2.5" />
        <rect class="proof-art-text" x="172" y="150" width="34" height="5" rx="2.5" />
        <rect class="proof-art-text" x="44" y="168" width="58" height="5" rx="2.5" />
        <rect class="proof-art-text" x="178" y="168" width="28" height="5" rx="2.5" />
        <rect class="proof-art-mark" x="164" y="179" width="48" height="18" rx="3" />
        <rect class="proof-art-title" x="44" y="185" width="84" height="6" rx="3" />
        <rect class="proof-art-title" x="170" y="185" width="36" height="6" rx="3" />
        <rect class="proof-art-rule" x="44" y="206" width="162" height="1" />
        <rect class="proof-art-text" x="44" y="224" width="158" height="5" rx="2.5" />
        <rect class="proof-art-text" x="44" y="238" width="162" height="5" rx="2.5" />
        <rect class="proof-art-text" x="44" y="252" width="120" height="5" rx="2.5" />
      </g>
      <path class="proof-art-link" d="M212 188 C 246 188, 242 128, 274 128" />
      <g>
        <rect class="proof-art-question" x="304" y="44" width="116" height="30" rx="15" />
        <rect class="proof-art-asked" x="320" y="56" width="84" height="6" rx="3" />
        <path class="proof-art-answer" d="M284 92h126a10 10 0 0110 10v64a10 10 0 01-10 10h-126a10 10 0 01-10-10v-64a10 10 0 0110-10z" />
        <rect class="proof-art-text" x="292" y="110" width="110" height="6" rx="3" />
        <rect class="proof-art-text" x="292" y="128" width="66" height="6" rx="3" />
        <rect class="proof-art-chip" x="366" y="122" width="22" height="18" rx="9" />
        <rect class="proof-art-text" x="292" y="148" width="88" height="6" rx="3" />
      </g>
    </svg>
  );
}

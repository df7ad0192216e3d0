/** Icons, drawn on a grid of 24 with lines of 1.75. */

import "./icon.css";

const PATHS = {
  add: "M12 5v14M5 12h14",
  back: "M15 5l-7 7 7 7",
  chat: "M4 5h16v11H9l-5 4z",
  check: "M5 12.5l4.5 4.5L19 7",
  close: "M6 6l12 12M18 6L6 18",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5",
  collection: "M4 7h6l2 2h8v10H4z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  document: "M6 3h8l4 4v14H6zM14 3v4h4",
  down: "M6 9l6 6 6-6",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  globe: "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  hide: "M4 4l16 16M9.9 5.2A9.6 9.6 0 0112 5c5 0 8.5 4.5 9.5 7a12.5 12.5 0 01-2.7 3.9M6.5 7.2A13 13 0 002.5 12c1 2.5 4.5 7 9.5 7 1.5 0 2.9-.4 4.1-1M10 10.2a2.8 2.8 0 003.9 3.9",
  key: "M14.5 9.5a4 4 0 10-4 4l1.5-1 2 2h2v2h2v2h3v-3z",
  library: "M5 4v16M9 4v16M13 4l5 15.5M5 4h4M5 20h4",
  minus: "M5 12h14",
  idea: "M9 18h6M10 21h4M12 3a6 6 0 00-3.5 10.9c.7.5 1 1.3 1 2.1h5c0-.8.3-1.6 1-2.1A6 6 0 0012 3z",
  more: "M5.6 12a.6.6 0 11-1.2 0 .6.6 0 011.2 0zM12.6 12a.6.6 0 11-1.2 0 .6.6 0 011.2 0zM19.6 12a.6.6 0 11-1.2 0 .6.6 0 011.2 0z",
  newChat: "M4 5h16v11H9l-5 4zM12 8v5M9.5 10.5h5",
  next: "M9 5l7 7-7 7",
  outline: "M4 6h16M8 12h12M8 18h12",
  pages: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  rename: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  retry: "M4 12a8 8 0 102.5-5.8M4 3v4h4",
  rotate: "M20 12a8 8 0 11-2.5-5.8M20 3v4h-4",
  search: "M11 5a6 6 0 100 12 6 6 0 000-12zM15.5 15.5L20 20",
  select: "M4 4h4M4 4v4M20 4h-4M20 4v4M4 20h4M4 20v-4M20 20h-4M20 20v-4M10 4h4M10 20h4M4 10v4M20 10v4",
  send: "M4 12l16-8-5 16-3-6z",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M14 7a2 2 0 104 0 2 2 0 00-4 0zM6 17a2 2 0 104 0 2 2 0 00-4 0z",
  show: "M2.5 12c1-2.5 4.5-7 9.5-7s8.5 4.5 9.5 7c-1 2.5-4.5 7-9.5 7s-8.5-4.5-9.5-7zM12 9.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6z",
  signOut: "M14 4h5v16h-5M14 12H4M8 8l-4 4 4 4",
  stop: "M7 7h10v10H7z",
  structure: "M4 4h16v5H4zM4 13h7v7H4zM15 13h5v7h-5z",
  trace: "M7 6h7.5a3 3 0 010 6h-5a3 3 0 000 6H17M7 6a2 2 0 11-4 0 2 2 0 014 0zM21 18a2 2 0 11-4 0 2 2 0 014 0z",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  up: "M6 15l6-6 6 6",
  upload: "M12 20V9M7 13l5-5 5 5M5 4h14",
  user: "M12 4a4 4 0 100 8 4 4 0 000-8zM4 20c1-4 4-6 8-6s7 2 8 6",
  warning: "M12 4l9 16H3zM12 10v4M12 17h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

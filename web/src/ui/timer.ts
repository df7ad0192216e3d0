/** One thing that is done later, unless another takes its place or the component goes. */

import { useEffect, useRef } from "preact/hooks";

/** A function that does something after so many milliseconds, in place of what it was to do before. */
export function useLater(): (action: () => void, milliseconds: number) => void {
  const timerRef = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timerRef.current), []);
  return (action, milliseconds) => {
    clearTimeout(timerRef.current);
    timerRef.current = setTimeout(action, milliseconds);
  };
}

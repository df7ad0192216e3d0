/** Starts the app. */

import { render } from "preact";

import "../ui/tokens.css";
import "../ui/base.css";
import { applyPreferences } from "../state/preferences";
import { followAddress, route } from "../state/route";
import { followOtherWindows, takeKeyFromAddress } from "../state/session";
import { App } from "./app";
import { loadWorkspace } from "./workspace-loading";

const root = document.getElementById("app");
if (root) {
  takeKeyFromAddress();
  addEventListener("hashchange", takeKeyFromAddress);
  applyPreferences();
  followAddress();
  followOtherWindows();
  // Before anything is drawn: the view itself asks for it again, and tells when it can't be had.
  if (route.value.view === "documents") loadWorkspace().catch(() => undefined);
  render(<App />, root);
}

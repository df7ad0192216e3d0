/** Starts the app. */

import { render } from "preact";

import "../ui/tokens.css";
import "../ui/base.css";
import { applyPreferences } from "../state/preferences";
import { followAddress } from "../state/route";
import { followOtherWindows, takeKeyFromAddress } from "../state/session";
import { App } from "./app";

const root = document.getElementById("app");
if (root) {
  takeKeyFromAddress();
  addEventListener("hashchange", takeKeyFromAddress);
  applyPreferences();
  followAddress();
  followOtherWindows();
  render(<App />, root);
}

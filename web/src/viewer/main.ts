/**
 * The framed viewer: a page of its own, without the app. It keeps nothing and reads nothing that the app has kept in
 * this browser, so whoever frames it has no more than what they could load themselves.
 */

import { h, render } from "preact";

import "../ui/tokens.css";
import "../ui/base.css";
import { language } from "../i18n/language";
import { connect } from "./parent";
import { Viewer } from "./viewer";
import { ViewerView } from "./viewer-view";

const root = document.getElementById("viewer");
if (root) {
  const options = new URLSearchParams(location.search);
  const theme = options.get("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  language.value = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  document.documentElement.lang = language.value;

  const viewer = new Viewer();
  const isFramed = window.parent !== window;
  render(h(ViewerView, { viewer, isFramed, hasBar: options.get("toolbar") !== "0" }), root);
  if (isFramed) viewer.join(connect(viewer.methods));
}

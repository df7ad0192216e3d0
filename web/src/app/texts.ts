/** What stands around every view. */

import { messages } from "../i18n/message";

export const t = messages(
  {
    account: "Account",
    brandHome: "ChatDOC, to the library",
    developers: "Developers",
    document: "Document",
    collection: "Collection",
    library: "Library",
    places: "Main",
    skip: "Skip to the content",
  },
  {
    account: "账户",
    brandHome: "ChatDOC，返回文档库",
    developers: "开发者",
    document: "文档",
    collection: "合集",
    library: "文档库",
    places: "主导航",
    skip: "跳到正文",
  },
);

import { messages } from "../../i18n/message";

export const t = messages(
  {
    frame: "Text of the document",
    unreachable: "The service does not answer.",
    refused: "You are not allowed to open this document.",
    missing: "This document is not there any more.",
    broken: "This document can't be read.",
  },
  {
    frame: "文档正文",
    unreachable: "服务没有响应。",
    refused: "您没有打开此文档的权限。",
    missing: "此文档已不存在。",
    broken: "无法读取此文档。",
  },
);

import { messages } from "../../i18n/message";

export const t = messages({ frame: "Text of the document" }, { frame: "文档正文" });

import { messages } from "../i18n/message";

export const t = messages(
  {
    documentTab: "Document",
    conversationTab: "Conversation",
    panes: "Document or conversation",
    separator: "Width of the document",
    switcher: "Documents",
    several: "{count} document|{count} documents",
    library: "Back to the library",
    loading: "Opening…",
    notLoaded: "The documents can't be opened",
    missing: "A document is not there any more. It may have been deleted.",
    retry: "Try again",
    empty: "This collection has no documents yet",
    fill: "Add documents",
  },
  {
    documentTab: "文档",
    conversationTab: "对话",
    panes: "文档或对话",
    separator: "文档宽度",
    switcher: "文档列表",
    several: "{count} 份文档",
    library: "返回文档库",
    loading: "正在打开…",
    notLoaded: "无法打开文档",
    missing: "有文档已不存在，可能已被删除。",
    retry: "重试",
    empty: "这个合集还是空的",
    fill: "添加文档",
  },
);

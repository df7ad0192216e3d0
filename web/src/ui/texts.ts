/** What the parts of the interface say by themselves. */

import { messages } from "../i18n/message";

export const t = messages(
  {
    cancel: "Cancel",
    close: "Close",
    copied: "Copied",
    copy: "Copy",
    copyFailed: "The browser does not allow copying here. Select the text and copy it yourself.",
    dismiss: "Dismiss",
    hideSecret: "Hide",
    loading: "Loading…",
    showSecret: "Show",
    unreachable: "The service does not answer. See whether it runs and you are connected, then try again.",
  },
  {
    cancel: "取消",
    close: "关闭",
    copied: "已复制",
    copy: "复制",
    copyFailed: "浏览器不允许在此复制，请选中文字后手动复制。",
    dismiss: "关闭提示",
    hideSecret: "隐藏",
    loading: "正在加载…",
    showSecret: "显示",
    unreachable: "服务没有响应。请确认服务正在运行且网络正常，然后重试。",
  },
);

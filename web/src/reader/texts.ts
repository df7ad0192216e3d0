/** Texts of the readers. */

import { messages } from "../i18n/message";

export const t = messages(
  {
    pages: "Pages of the document",
    page: "Page {page}",
    boxMode: "Selecting a region: drag over a page, or press Enter in the pages to place a box.",
    boxPlaced: "A box is on page {page}. Arrow keys move it, Shift and arrows resize it, Enter selects what is in it, Escape takes it away.",
    boxLeft: "The box is gone.",
    boxSelected: "Selected: {text}",
    boxSelectedPlain: "The region is selected. It holds no text.",
    refused: "This key does not open the document. Sign in with a key that does.",
    missing: "The document is no longer there. It may have been deleted.",
    broken: "The file can't be read. It may be damaged: try to upload it again.",
    locked: "The file opens with a password only. Upload a copy without one.",
    unreachable: "The service can't be reached. Check the connection, then try again.",
  },
  {
    pages: "文档页面",
    page: "第 {page} 页",
    boxMode: "框选区域：在页面上拖动，或在页面中按 Enter 键放置选框。",
    boxPlaced: "选框位于第 {page} 页。方向键移动，Shift 加方向键调整大小，Enter 选定，Esc 取消。",
    boxLeft: "选框已取消。",
    boxSelected: "已选定：{text}",
    boxSelectedPlain: "已选定区域，其中没有文字。",
    refused: "此密钥无法打开该文档，请使用有权限的密钥登录。",
    missing: "文档已不存在，可能已被删除。",
    broken: "无法读取该文件，文件可能已损坏，请尝试重新上传。",
    locked: "该文件需要密码才能打开，请上传未加密的副本。",
    unreachable: "无法连接到服务，请检查网络后重试。",
  },
);

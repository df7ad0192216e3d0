/** Saving what was parsed of a whole document, in a format to choose. */

import { client, noteRefusal } from "../state/session";
import { Menu, type MenuItem } from "../ui/menu";
import { notifyError } from "../ui/notices";
import { saveReply } from "../ui/saving";
import { t } from "./texts";

const FORMATS = [
  { format: "markdown", ending: "md", label: "saveMarkdown" },
  { format: "html", ending: "html", label: "saveHtml" },
  { format: "json", ending: "json", label: "saveJson" },
  { format: "docling", ending: "docling.json", label: "saveDocling" },
] as const;

export function SaveMenu({ uploadId }: { readonly uploadId: string }) {
  const service = client.value;
  if (!service) return null;
  const items = FORMATS.map(({ format, ending, label }): MenuItem => {
    const save = async () => {
      const reply = await service.fetch(`/documents/${uploadId}/export`, { query: { format } });
      await saveReply(reply, `document.${ending}`);
    };
    return {
      label: t(label),
      icon: "download",
      onSelect: () => {
        save().catch((error: unknown) => {
          noteRefusal(error);
          notifyError(error);
        });
      },
    };
  });
  return <Menu icon="download" label={t("save")} align="end" groups={[{ items }]} />;
}

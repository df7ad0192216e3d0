/** Which collection something goes to: one that is there, a new one, or none. */

import type { ListedDocument } from "../../api/types";
import { Select, TextField, type Option } from "../../ui/field";
import { shownName } from "../../ui/names";
import { t as words } from "../intake/texts";
import { t } from "../texts";

/** The id of a collection, the name of one to be made, or none. */
export type Choice =
  | { readonly kind: "none" }
  | { readonly kind: "existing"; readonly id: string }
  | { readonly kind: "new"; readonly name: string };

const NONE = "none";
const NEW = "new";

interface CollectionChoiceProps {
  readonly collections: readonly ListedDocument[] | null;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
  /** The name a new one starts with. */
  readonly suggested?: string;
  /** Whether nothing has to be chosen. */
  readonly optional: boolean;
  readonly hint?: string;
  readonly error: string;
  readonly nameError: string;
}

export function CollectionChoice(props: CollectionChoiceProps) {
  const { collections, choice, onChoose, suggested = "", optional, hint, error, nameError } = props;
  const options: Option<string>[] = [
    ...(optional ? [{ value: NONE, label: words("noCollection") }] : []),
    ...(collections ?? []).map(({ id, name }) => ({ value: id, label: shownName(name) })),
    { value: NEW, label: t("newOne") },
  ];
  const choose = (value: string) => {
    if (value === NONE) onChoose({ kind: "none" });
    else if (value === NEW) onChoose({ kind: "new", name: suggested });
    else onChoose({ kind: "existing", id: value });
  };
  return (
    <>
      <Select
        label={words("collection")}
        options={options}
        value={choice.kind === "existing" ? choice.id : choice.kind}
        onChange={choose}
        {...(hint && { hint })}
        {...(error && { error })}
      />
      {choice.kind === "new" && (
        <TextField
          label={words("newCollectionName")}
          error={nameError}
          value={choice.name}
          autocomplete="off"
          onInput={(event) => onChoose({ kind: "new", name: event.currentTarget.value })}
        />
      )}
    </>
  );
}

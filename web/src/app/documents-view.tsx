/** Documents being read and asked: the reader on one side, the conversation on the other. */

interface DocumentsViewProps {
  /** What is asked: documents or collections. */
  readonly ids: readonly string[];
  /** The page to open at, from 0. */
  readonly page: number;
}

export function DocumentsView({ ids, page }: DocumentsViewProps) {
  return (
    <p>
      {ids.join()} {page}
    </p>
  );
}

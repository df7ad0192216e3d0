"""A process that puts, shares, fails and deletes until it is killed. Arguments: database, store, user id, seed."""

import random
import sys
from contextlib import suppress

from chatdoc_server.errors import DocumentStatus, NotFound
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import connect
from chatdoc_server.storage.documents import Documents
from tests.storage.library import new_document


def live(database_url: str, blob_url: str, user_id: int, seed: int) -> None:
    """Never returns."""
    engine = connect(database_url)
    documents, blobs = Documents(engine), Blobs(engine, blob_url)
    choice = random.Random(seed)
    contents = [bytes([number]) * size for number, size in enumerate([10, 10_000, 3_000_000])]
    sys.stdout.write("alive\n")
    sys.stdout.flush()
    while True:
        source = blobs.put_bytes("source", choice.choice(contents))
        made = documents.create(new_document(user_id, source_blob=source))
        parsed = blobs.put_bytes("document", choice.choice(contents))
        documents.advance(made.id, DocumentStatus.TEXT_PARSED, document_blob=parsed)
        if choice.random() < 0.3:
            documents.advance(made.id, DocumentStatus.TEXT_PARSE_ERROR)
        for old in documents.list(user_id, limit=4)[0][choice.randrange(3) :]:
            # Another process may have been quicker.
            with suppress(NotFound):
                documents.delete(user_id, old.id)
        if choice.random() < 0.5:
            blobs.collect()


if __name__ == "__main__":
    live(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))

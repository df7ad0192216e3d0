"""Collections: documents that are asked as one."""

from collections.abc import Sequence

from chatdoc.lib import calls
from chatdoc.lib.async_documents import AsyncDocument, AsyncDocuments
from chatdoc.lib.calls import DocumentLike
from chatdoc.lib.documents import Document, Documents
from chatdoc.lib.transport import AsyncTransport, Transport


class Collections:
    """The collections of the API key's user. A collection is a document, whose `members` are what it holds."""

    def __init__(self, transport: Transport, documents: Documents) -> None:
        self._transport = transport
        self._documents = documents

    def create(self, name: str) -> Document:
        """Makes an empty collection: put files and websites into it with `collection=`, or `clone` documents.

        Raises:
            BadRequestError: the name is empty or longer than 80 characters.
        """
        return self._documents.made(self._transport.send(calls.create_collection(name)))

    def clone(self, collection: DocumentLike, documents: Sequence[DocumentLike]) -> Sequence[Document]:
        """Clones documents that are ready into a collection, all or none; their pages are charged again.

        Raises:
            BadRequestError: one is not ready or is a collection, or the collection would hold too many.
            NotFoundError: there is no such collection or document.
            QuotaExceededError: the packages do not hold what the clones cost.
        """
        return [self._documents.made(info) for info in self._transport.send(calls.clone(collection, documents))]


class AsyncCollections:
    """The collections of the API key's user."""

    def __init__(self, transport: AsyncTransport, documents: AsyncDocuments) -> None:
        self._transport = transport
        self._documents = documents

    async def create(self, name: str) -> AsyncDocument:
        """Makes an empty collection; see `Collections.create`."""
        return self._documents.made(await self._transport.send(calls.create_collection(name)))

    async def clone(self, collection: DocumentLike, documents: Sequence[DocumentLike]) -> Sequence[AsyncDocument]:
        """Clones documents that are ready into a collection; see `Collections.clone`."""
        return [self._documents.made(info) for info in await self._transport.send(calls.clone(collection, documents))]

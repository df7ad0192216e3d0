"""What a document costs, and the books of it: set aside, charged, given back."""

from typing import NamedTuple

from chatdoc_server.accounts import reservations
from chatdoc_server.accounts.quota import PackageKind, Quota
from chatdoc_server.errors import DocumentError, DocumentStatus, QuotaExceeded
from chatdoc_server.parsing.base import Depth, FormatName, Layout, Size
from chatdoc_server.parsing.formats import LAYOUTS
from chatdoc_server.storage.document_records import DocumentRecord

PAGE_PACKAGES: dict[Depth, tuple[PackageKind, DocumentStatus]] = {
    Depth.ELITE: (PackageKind.ELITE_PAGE, DocumentStatus.ELITE_PAGE_NOT_ENOUGH_ERROR),
    Depth.BASIC: (PackageKind.BASIC_PAGE, DocumentStatus.BASIC_PAGE_NOT_ENOUGH_ERROR),
    Depth.LITE: (PackageKind.LITE_PAGE, DocumentStatus.LITE_PAGE_NOT_ENOUGH_ERROR),
}
"""What pays for a page read at each depth, and how a document ends when that is not enough."""


class Cost(NamedTuple):
    """Something a document is charged for; `refusal` is how it ends when the packages do not hold enough."""

    kind: PackageKind
    amount: int
    reservation: str
    refusal: DocumentStatus


def layout_of(record: DocumentRecord) -> Layout:
    """What the document is shown and parsed as."""
    return LAYOUTS[FormatName(record.format)]


def costs(record: DocumentRecord, size: Size) -> tuple[Cost, ...]:
    """What a document of that size is charged for: pages and pages read by OCR, or tokens."""
    name = reservations.of_document(record.id)
    if layout_of(record) is Layout.FLOWING:
        return (Cost(PackageKind.DOCUMENTS_TOKENS, size.tokens, name, DocumentStatus.PACKAGE_NOT_ENOUGH_ERROR),)
    kind, refusal = PAGE_PACKAGES[Depth(record.package_type)]
    ocr = reservations.of_ocr(record.id)
    return (
        Cost(kind, size.pages, name, refusal),
        Cost(PackageKind.OCR_PAGE, size.ocr_pages, ocr, DocumentStatus.OCR_PAGE_LIMIT_ERROR),
    )


def reserve(quota: Quota, record: DocumentRecord, size: Size) -> None:
    """Sets aside what a document of that size costs.

    Raises:
        DocumentError: the status says which package does not hold enough.
    """
    for cost in costs(record, size):
        try:
            quota.reserve(record.user_id, cost.kind, cost.amount, cost.reservation)
        except QuotaExceeded as error:
            raise DocumentError(cost.refusal, str(error)) from error


def settle(quota: Quota, record: DocumentRecord) -> None:
    """Charges what was set aside for a document; of pages for OCR only those that it really read."""
    size = Size(record.page_count or 0, record.ocr_page_count or 0, record.token_count or 0)
    for cost in costs(record, size):
        quota.settle(cost.reservation, cost.amount)


def release(quota: Quota, upload_id: str) -> None:
    """Gives back what was set aside for a document and not charged."""
    quota.release(reservations.of_document(upload_id))
    quota.release(reservations.of_ocr(upload_id))

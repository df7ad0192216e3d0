"""The names of reservations: one for each thing that is paid for, so that it is paid for once."""


def of_document(upload_id: str) -> str:
    """Pays for the pages of a document."""
    return f"document:{upload_id}"


def of_ocr(upload_id: str) -> str:
    """Pays for the pages of a document that character recognition reads."""
    return f"ocr:{upload_id}"


def of_question(question_id: int) -> str:
    """Pays for a question."""
    return f"question:{question_id}"

"""Sentences of many kinds about one report: those that are true of it, and those that are almost."""

import pytest

from tests.answering.builder import DocumentBuilder, hits_of
from tests.citations.written import checked

DOCUMENT = (
    DocumentBuilder()
    .heading("Annual Report of Norwell Inc.")
    .paragraph(
        "Revenue increased by $279 million, or 19%, to $1,749 million in fiscal 2022, mainly because of higher prices. "
        "Research and development expenses were $120 million in 2022 (2021: $98 million)."
    )
    .paragraph(
        "The Board has nine members. The Company may not assign this Agreement without the prior written consent of "
        "the Lender. Interest accrues at 5.25% per annum and is payable quarterly on the first business day."
    )
    .paragraph(
        "We operate three segments: Anvils, Rockets and Springs. As of December 31, 2022, we had 4,512 employees, of "
        "whom 1,003 worked abroad. Our auditor is Pell & Hart LLP."
    )
    .table(
        [
            ["Segment", "Sales 2022", "Sales 2021", "Change"],
            ["Anvils", "800.5", "750.0", "6.7%"],
            ["Rockets", "700.2", "500.4", "39.9%"],
            ["Springs", "248.3", "219.6", "13.1%"],
            ["Total", "1,749.0", "1,470.0", "19.0%"],
        ],
        unit="in millions of dollars",
    )
    .table(
        [
            ["Test", "Result", "Unit"],
            ["Hemoglobin", "13.2", "g/dL"],
            ["Glucose", "98", "mg/dL"],
            ["Sodium", "139", "mmol/L"],
        ]
    )
    .build()
)
HITS = hits_of(DOCUMENT)


@pytest.mark.parametrize(
    "sentence",
    [
        "Revenue rose 19% to $1,749 million in fiscal 2022.",
        "Revenue grew by $279 million in 2022 due to higher prices.",
        "R&D expenses were $120 million in 2022 compared with $98 million in 2021.",
        "The Board has 9 members.",
        "According to the report, the company had nine board members.",
        "The Company may not assign the Agreement without the Lender's prior written consent.",
        "Interest accrues at 5.25% per year.",
        "Interest is payable quarterly.",
        "Norwell Inc. operates three segments: Anvils, Rockets and Springs.",
        "Norwell had 4,512 employees at the end of 2022.",
        "1,003 employees worked abroad.",
        "The auditor is Pell & Hart LLP.",
        "Sales of the Rockets segment were $700.2 million in 2022, up 39.9%.",
        "Anvils had sales of $800.5 million in 2022 and $750.0 million in 2021.",
        "Total sales rose 19.0% to $1,749.0 million.",
        "The hemoglobin result was 13.2 g/dL.",
        "Glucose was 98 mg/dL and sodium was 139 mmol/L.",
        "- Anvils: $800.5 million",
        "- **Springs**: $248.3 million (2022)",
        "Norwell's revenue in fiscal 2022 was $1.75 billion.",
    ],
)
def test_what_the_report_says_is_cited(sentence: str) -> None:
    found = checked(sentence, document=DOCUMENT, hits=HITS)
    assert len(found.cited) == 1
    assert not found.unsupported


@pytest.mark.parametrize(
    "sentence",
    [
        "Revenue fell 19% to $1,749 million in fiscal 2022.",
        "Revenue grew by $279 million in 2021.",
        "R&D expenses were $98 million in 2022.",
        "The Board has 8 members.",
        "The Company may assign the Agreement without the Lender's prior written consent.",
        "The Lender may not assign this Agreement without the prior written consent of the Company.",
        "Interest accrues at 5.52% per year.",
        "Interest is payable monthly.",
        "Norwell Inc. operates four segments.",
        "Norwell had 1,003 employees at the end of 2022.",
        "4,512 employees worked abroad.",
        "The auditor is Marsh & Cole LLP.",
        "Sales of the Rockets segment were $500.4 million in 2022.",
        "Anvils had sales of $750.0 million in 2022 and $800.5 million in 2021.",
        "Sales of the Anvils segment rose 39.9%.",
        "The hemoglobin result was 139 g/dL.",
        "Glucose was 139 mg/dL and sodium was 98 mmol/L.",
        "- Anvils: $700.2 million",
        "Revenue was $1.8 billion in 2021.",
    ],
)
def test_what_the_report_almost_says_is_unsupported(sentence: str) -> None:
    found = checked(sentence, document=DOCUMENT, hits=HITS)
    assert found.unsupported == [sentence]
    assert not found.cited

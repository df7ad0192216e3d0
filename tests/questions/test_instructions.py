"""What is asked, apart from how to answer it."""

import pytest

from chatdoc_server.questions.instructions import strip_instructions


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("What is the total debt? Answer in USD millions.", "What is the total debt?"),
        ("How large is the margin? Round your answer to two decimal places.", "How large is the margin?"),
        ("Using only the balance sheet, how much cash is there?", "how much cash is there?"),
        ("By relying on the details in the income statement, what were sales?", "what were sales?"),
        ("What were sales? Give a response to the question by relying on the income statement.", "What were sales?"),
        (
            "You are an analyst and this is your only source: the report. Here's the question: what were sales?",
            "what were sales?",
        ),
        (
            "Is the quick ratio fine? If it is not useful here, then state that and explain why.",
            "Is the quick ratio fine?",
        ),
        ("What is profit (in USD millions)?", "What is profit?"),
        ("Explain the accounting policy for leases.", "Explain the accounting policy for leases."),
        ("Who was acquired, as mentioned in this 10K report?", "Who was acquired?"),
        ("Summarize the risks.", "Summarize the risks."),
        (
            "Based on the balance sheet, the income statement and the notes, what is the quick ratio?",
            "what is the quick ratio?",
        ),
        (
            "Given the decline in Europe, what did management do?",
            "Given the decline in Europe, what did management do?",
        ),
        ("  two\n spaces ", "two spaces"),
        ("根据资产负债表，存货是多少？", "根据资产负债表，存货是多少？"),
    ],
)
def test_instructions_are_stripped(question: str, core: str) -> None:
    assert strip_instructions(question).text == core


def test_definitions_of_terms_are_kept_apart() -> None:
    stripped = strip_instructions("What is the turnover ratio? It is defined as: sales / (average PP&E). Round it.")
    assert stripped.core == "What is the turnover ratio?"
    assert stripped.definitions == "It is defined as: sales / (average PP&E)."

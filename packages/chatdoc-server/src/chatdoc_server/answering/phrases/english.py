"""The phrases of answers in English."""

from chatdoc_server.answering.phrases.model import Phrases

ENGLISH = Phrases(
    opening="“",
    closing="”",
    lead="The document says:",
    closest="The closest that the document says is this:",
    selected="The selected text says:",
    not_stated="The document does not state this.",
    period_not_stated="The document does not state {item} for {period}.",
    nearest="The nearest passage says:",
    inputs="The document does not state the result itself; these are the figures it is computed from:",
    compared="The document states these figures side by side:",
    missing_input="{item}: not found in a table of the document.",
    ambiguous="The document states more than one figure for {item}, so nothing is computed:",
    yes="Yes",
    no="No",
    rose="rose",
    fell="fell",
    unchanged="is unchanged",
    average="average",
    total="sum",
    positive="positive",
    negative="negative",
    only_documents="Without a language model, answers come from the documents alone.",
    fallback="The language model could not be reached, so the answer is quoted from the document. ",
)

"""The phrases of answers in Dutch."""

from chatdoc_server.answering.phrases.model import Phrases

DUTCH = Phrases(
    opening="“",
    closing="”",
    lead="In het document staat:",
    closest="Wat in het document hier het dichtst bij komt:",
    selected="In de geselecteerde tekst staat:",
    not_stated="Dit staat niet in het document.",
    period_not_stated="Het document vermeldt {item} voor {period} niet.",
    nearest="De dichtstbijzijnde passage luidt:",
    inputs="Het document vermeldt de uitkomst zelf niet; dit zijn de cijfers waaruit zij wordt berekend:",
    compared="Het document vermeldt deze cijfers naast elkaar:",
    missing_input="{item}: in geen tabel van het document gevonden.",
    ambiguous="Het document noemt meer dan één cijfer voor {item}, dus er wordt niets berekend:",
    yes="Ja",
    no="Nee",
    rose="gestegen",
    fell="gedaald",
    unchanged="ongewijzigd",
    average="gemiddelde",
    total="som",
    positive="positief",
    negative="negatief",
    only_documents="Zonder taalmodel komen antwoorden alleen uit de documenten.",
    fallback="Het taalmodel was niet bereikbaar, daarom is het antwoord uit het document geciteerd. ",
)

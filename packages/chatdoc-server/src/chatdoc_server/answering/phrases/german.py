"""The phrases of answers in German."""

from chatdoc_server.answering.phrases.model import Phrases

GERMAN = Phrases(
    opening="„",
    closing="“",
    lead="Im Dokument steht:",
    closest="Am nächsten kommt dem im Dokument:",
    selected="In der Auswahl steht:",
    not_stated="Das steht nicht im Dokument.",
    period_not_stated="Das Dokument nennt {item} für {period} nicht.",
    nearest="Die Stelle, die dem am nächsten kommt, lautet:",
    inputs="Das Ergebnis selbst steht nicht im Dokument; das sind die Zahlen, aus denen es berechnet wird:",
    compared="Das Dokument nennt diese Zahlen nebeneinander:",
    missing_input="{item}: in keiner Tabelle des Dokuments gefunden.",
    ambiguous="Das Dokument nennt mehr als eine Zahl für {item}, daher wird nichts berechnet:",
    yes="Ja",
    no="Nein",
    rose="gestiegen",
    fell="gesunken",
    unchanged="unverändert",
    average="Durchschnitt",
    total="Summe",
    positive="positiv",
    negative="negativ",
    only_documents="Ohne Sprachmodell stammen Antworten allein aus den Dokumenten.",
    fallback="Das Sprachmodell war nicht erreichbar, daher ist die Antwort aus dem Dokument zitiert. ",
)

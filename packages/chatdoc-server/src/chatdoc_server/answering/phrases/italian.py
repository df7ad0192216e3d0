"""The phrases of answers in Italian."""

from chatdoc_server.answering.phrases.model import Phrases

ITALIAN = Phrases(
    opening="«",
    closing="»",
    lead="Il documento dice:",
    closest="Ciò che il documento dice di più vicino:",
    selected="Il testo selezionato dice:",
    not_stated="Il documento non lo indica.",
    period_not_stated="Il documento non indica {item} per il {period}.",
    nearest="Il passaggio più vicino dice:",
    inputs="Il documento non indica il risultato; queste sono le cifre da cui si calcola:",
    compared="Il documento indica queste cifre una accanto all’altra:",
    missing_input="{item}: non trovato in nessuna tabella del documento.",
    ambiguous="Il documento riporta più di una cifra per {item}, quindi non si calcola nulla:",
    yes="Sì",
    no="No",
    rose="in aumento",
    fell="in calo",
    unchanged="invariato",
    average="media",
    total="somma",
    positive="positivo",
    negative="negativo",
    only_documents="Senza un modello linguistico le risposte vengono solo dai documenti.",
    fallback="Non è stato possibile raggiungere il modello linguistico, quindi la risposta è citata dal documento. ",
)

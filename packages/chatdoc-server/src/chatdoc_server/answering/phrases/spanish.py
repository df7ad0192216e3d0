"""The phrases of answers in Spanish."""

from chatdoc_server.answering.phrases.model import Phrases

SPANISH = Phrases(
    opening="«",
    closing="»",
    lead="El documento dice:",
    closest="Lo más cercano que dice el documento:",
    selected="El texto seleccionado dice:",
    not_stated="El documento no lo indica.",
    period_not_stated="El documento no indica {item} para {period}.",
    nearest="El pasaje más cercano dice:",
    inputs="El documento no indica el resultado; estas son las cifras con las que se calcula:",
    compared="El documento indica estas cifras una junto a otra:",
    missing_input="{item}: no se encuentra en ninguna tabla del documento.",
    ambiguous="El documento da más de una cifra para {item}, por lo que no se calcula nada:",
    yes="Sí",
    no="No",
    rose="ha subido",
    fell="ha bajado",
    unchanged="sin cambios",
    average="media",
    total="suma",
    positive="positivo",
    negative="negativo",
    only_documents="Sin un modelo de lenguaje, las respuestas salen solo de los documentos.",
    fallback="No se pudo contactar con el modelo de lenguaje, así que la respuesta se cita del documento. ",
)

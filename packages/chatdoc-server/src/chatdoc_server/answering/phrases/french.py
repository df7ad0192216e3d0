"""The phrases of answers in French."""

from chatdoc_server.answering.phrases.model import Phrases

FRENCH = Phrases(
    opening="« ",
    closing=" »",
    lead="Le document indique :",
    closest="Ce que le document indique de plus proche :",
    selected="Le passage sélectionné indique :",
    not_stated="Le document ne l’indique pas.",
    period_not_stated="Le document n’indique pas {item} pour {period}.",
    nearest="Le passage le plus proche indique :",
    inputs="Le document n’indique pas le résultat lui-même ; voici les chiffres qui servent à le calculer :",
    compared="Le document indique ces chiffres côte à côte :",
    missing_input="{item} : introuvable dans les tableaux du document.",
    ambiguous="Le document donne plusieurs chiffres pour {item}, rien n’est donc calculé :",
    yes="Oui",
    no="Non",
    rose="en hausse",
    fell="en baisse",
    unchanged="inchangé",
    average="moyenne",
    total="somme",
    positive="positif",
    negative="négatif",
    only_documents="Sans modèle de langage, les réponses viennent uniquement des documents.",
    fallback="Le modèle de langage n’a pas pu être joint ; la réponse est donc citée du document. ",
)

"""The phrases of answers in Portuguese."""

from chatdoc_server.answering.phrases.model import Phrases

PORTUGUESE = Phrases(
    opening="“",
    closing="”",
    lead="O documento diz:",
    closest="O que o documento diz de mais próximo:",
    selected="O texto selecionado diz:",
    not_stated="O documento não indica isso.",
    period_not_stated="O documento não indica {item} para {period}.",
    nearest="O trecho mais próximo diz:",
    inputs="O documento não indica o resultado em si; estes são os números com que é calculado:",
    compared="O documento indica estes números lado a lado:",
    missing_input="{item}: não encontrado em nenhuma tabela do documento.",
    ambiguous="O documento dá mais de um número para {item}, por isso nada é calculado:",
    yes="Sim",
    no="Não",
    rose="subiu",
    fell="desceu",
    unchanged="sem alteração",
    average="média",
    total="soma",
    positive="positivo",
    negative="negativo",
    only_documents="Sem um modelo de linguagem, as respostas vêm apenas dos documentos.",
    fallback="Não foi possível contactar o modelo de linguagem, por isso a resposta é citada do documento. ",
)

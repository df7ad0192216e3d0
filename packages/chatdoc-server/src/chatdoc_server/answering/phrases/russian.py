"""The phrases of answers in Russian."""

from chatdoc_server.answering.phrases.model import Phrases

RUSSIAN = Phrases(
    opening="«",
    closing="»",
    lead="В документе сказано:",
    selected="В выделенном тексте сказано:",
    not_stated="В документе об этом не сказано.",
    period_not_stated="В документе не указано: {item} за {period} год.",
    nearest="Ближайший по смыслу отрывок:",
    inputs="Сам результат в документе не указан; вот данные, из которых он вычисляется:",
    compared="В документе рядом приведены такие данные:",
    missing_input="{item}: в таблицах документа не найдено.",
    ambiguous="В документе несколько разных чисел для «{item}», поэтому ничего не вычисляется:",
    yes="Да",
    no="Нет",
    rose="рост",
    fell="снижение",
    unchanged="без изменений",
    average="среднее",
    total="сумма",
    positive="положительное значение",
    negative="отрицательное значение",
    only_documents="Без языковой модели ответы берутся только из документов.",
    fallback="Языковая модель недоступна, поэтому ответ приведён цитатой из документа. ",
)

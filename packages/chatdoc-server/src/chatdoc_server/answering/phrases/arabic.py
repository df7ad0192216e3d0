"""The phrases of answers in Arabic."""

from chatdoc_server.answering.phrases.model import Phrases

ARABIC = Phrases(
    opening="«",
    closing="»",
    lead="جاء في المستند:",
    closest="أقرب ما جاء في المستند إلى ذلك:",
    selected="جاء في النص المحدد:",
    not_stated="لا يذكر المستند ذلك.",
    period_not_stated="لا يذكر المستند {item} لعام {period}.",
    nearest="أقرب مقطع يقول:",
    inputs="لا يذكر المستند النتيجة نفسها؛ هذه هي الأرقام التي تُحسب منها:",
    compared="يذكر المستند هذه الأرقام جنبًا إلى جنب:",
    missing_input="{item}: غير موجود في جداول المستند.",
    ambiguous="يذكر المستند أكثر من رقم واحد لـ {item}، لذلك لا يُحسب شيء:",
    yes="نعم",
    no="لا",
    rose="ارتفاع",
    fell="انخفاض",
    unchanged="دون تغيير",
    average="المتوسط",
    total="المجموع",
    positive="موجب",
    negative="سالب",
    only_documents="من دون نموذج لغوي تأتي الإجابات من المستندات وحدها.",
    fallback="تعذّر الوصول إلى النموذج اللغوي، لذلك اقتُبست الإجابة من المستند. ",
)

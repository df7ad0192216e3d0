"""The fixed phrases of answers, in one place: another language is another `Phrases`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the service says in its own words. Braces are filled in by name.

    `opening` and `closing` are the quotation marks of the language; `name` is what it is called in English.
    """

    name: str
    opening: str
    closing: str
    lead: str
    selected: str
    not_stated: str
    period_not_stated: str
    nearest: str
    inputs: str
    compared: str
    missing_input: str
    ambiguous: str
    yes: str
    no: str
    rose: str
    fell: str
    unchanged: str
    average: str
    total: str
    positive: str
    negative: str
    only_documents: str
    fallback: str

    def quoted(self, text: str) -> str:
        """A text between quotation marks."""
        return f"{self.opening}{text}{self.closing}"


ENGLISH = Phrases(
    name="English",
    opening="“",
    closing="”",
    lead="The document says:",
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

_CHINESE = Phrases(
    name="Chinese",
    opening="“",
    closing="”",
    lead="文档中写道：",
    selected="所选文字写道：",
    not_stated="文档中没有说明这一点。",
    period_not_stated="文档中没有说明 {period} 年的 {item}。",
    nearest="最相近的段落写道：",
    inputs="文档没有直接给出结果；以下是计算它所用的数字：",
    compared="文档并列给出以下数字：",
    missing_input="{item}：在文档的表格中没有找到。",
    ambiguous="文档中的 {item} 有不止一个数字，因此不作计算：",
    yes="是",
    no="否",
    rose="上升",
    fell="下降",
    unchanged="没有变化",
    average="平均",
    total="总和",
    positive="正数",
    negative="负数",
    only_documents="没有语言模型时，回答只来自文档。",
    fallback="无法连接语言模型，因此以下回答直接引自文档。",
)

_TRADITIONAL_CHINESE = Phrases(
    name="Traditional Chinese",
    opening="「",
    closing="」",
    lead="文件中寫道：",
    selected="所選文字寫道：",
    not_stated="文件中沒有說明這一點。",
    period_not_stated="文件中沒有說明 {period} 年的 {item}。",
    nearest="最相近的段落寫道：",
    inputs="文件沒有直接給出結果；以下是計算它所用的數字：",
    compared="文件並列給出以下數字：",
    missing_input="{item}：在文件的表格中沒有找到。",
    ambiguous="文件中的 {item} 有不止一個數字，因此不作計算：",
    yes="是",
    no="否",
    rose="上升",
    fell="下降",
    unchanged="沒有變化",
    average="平均",
    total="總和",
    positive="正數",
    negative="負數",
    only_documents="沒有語言模型時，回答只來自文件。",
    fallback="無法連線語言模型，因此以下回答直接引自文件。",
)

_JAPANESE = Phrases(
    name="Japanese",
    opening="「",
    closing="」",
    lead="文書には次のように書かれています。",
    selected="選択された部分には次のように書かれています。",
    not_stated="文書にはこのことは書かれていません。",
    period_not_stated="文書には{period}年の{item}は書かれていません。",
    nearest="最も近い箇所には次のように書かれています。",
    inputs="文書には結果そのものは書かれていません。計算に使う数値は次のとおりです。",
    compared="文書には次の数値が並べて書かれています。",
    missing_input="{item}：文書の表には見つかりません。",
    ambiguous="文書には{item}の数値が複数あるため、計算しません。",
    yes="はい",
    no="いいえ",
    rose="増加",
    fell="減少",
    unchanged="変化なし",
    average="平均",
    total="合計",
    positive="プラス",
    negative="マイナス",
    only_documents="言語モデルがないため、文書の内容だけからお答えします。",
    fallback="言語モデルに接続できなかったため、文書から引用してお答えします。",
)

_KOREAN = Phrases(
    name="Korean",
    opening="“",
    closing="”",
    lead="문서에는 다음과 같이 적혀 있습니다:",
    selected="선택한 부분에는 다음과 같이 적혀 있습니다:",
    not_stated="문서에는 이 내용이 나와 있지 않습니다.",
    period_not_stated="문서에는 {period}년의 {item}이(가) 나와 있지 않습니다.",
    nearest="가장 가까운 부분에는 다음과 같이 적혀 있습니다:",
    inputs="문서에는 결과 자체가 나와 있지 않습니다. 계산에 쓰이는 수치는 다음과 같습니다:",
    compared="문서에는 다음 수치가 나란히 나와 있습니다:",
    missing_input="{item}: 문서의 표에서 찾을 수 없습니다.",
    ambiguous="문서에 {item}의 수치가 여러 개 있어 계산하지 않습니다:",
    yes="예",
    no="아니요",
    rose="증가",
    fell="감소",
    unchanged="변화 없음",
    average="평균",
    total="합계",
    positive="양수",
    negative="음수",
    only_documents="언어 모델이 없으므로 문서의 내용으로만 답합니다.",
    fallback="언어 모델에 연결할 수 없어 문서에서 인용하여 답합니다. ",
)

_GERMAN = Phrases(
    name="German",
    opening="„",
    closing="“",
    lead="Im Dokument steht:",
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

_FRENCH = Phrases(
    name="French",
    opening="« ",
    closing=" »",
    lead="Le document indique :",
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

_SPANISH = Phrases(
    name="Spanish",
    opening="«",
    closing="»",
    lead="El documento dice:",
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

_PORTUGUESE = Phrases(
    name="Portuguese",
    opening="“",
    closing="”",
    lead="O documento diz:",
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

_ITALIAN = Phrases(
    name="Italian",
    opening="«",
    closing="»",
    lead="Il documento dice:",
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

_DUTCH = Phrases(
    name="Dutch",
    opening="“",
    closing="”",
    lead="In het document staat:",
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

_RUSSIAN = Phrases(
    name="Russian",
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

_ARABIC = Phrases(
    name="Arabic",
    opening="«",
    closing="»",
    lead="جاء في المستند:",
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

_HEBREW = Phrases(
    name="Hebrew",
    opening="”",
    closing="“",
    lead="במסמך נאמר:",
    selected="בטקסט שנבחר נאמר:",
    not_stated="המסמך אינו מציין זאת.",
    period_not_stated="המסמך אינו מציין {item} לשנת {period}.",
    nearest="הקטע הקרוב ביותר אומר:",
    inputs="המסמך אינו מציין את התוצאה עצמה; אלה הנתונים שמהם היא מחושבת:",
    compared="המסמך מציין את הנתונים האלה זה לצד זה:",
    missing_input="{item}: לא נמצא בטבלאות המסמך.",
    ambiguous="המסמך מציין יותר ממספר אחד עבור {item}, ולכן לא מחושב דבר:",
    yes="כן",
    no="לא",
    rose="עלייה",
    fell="ירידה",
    unchanged="ללא שינוי",
    average="ממוצע",
    total="סכום",
    positive="חיובי",
    negative="שלילי",
    only_documents="ללא מודל שפה התשובות באות מהמסמכים בלבד.",
    fallback="לא ניתן היה להגיע למודל השפה, ולכן התשובה מצוטטת מהמסמך. ",
)

_THAI = Phrases(
    name="Thai",
    opening="“",
    closing="”",
    lead="เอกสารระบุว่า:",
    selected="ข้อความที่เลือกระบุว่า:",
    not_stated="เอกสารไม่ได้ระบุเรื่องนี้",
    period_not_stated="เอกสารไม่ได้ระบุ {item} สำหรับปี {period}",
    nearest="ข้อความที่ใกล้เคียงที่สุดระบุว่า:",
    inputs="เอกสารไม่ได้ระบุผลลัพธ์โดยตรง ตัวเลขที่ใช้คำนวณมีดังนี้:",
    compared="เอกสารระบุตัวเลขเหล่านี้เคียงกัน:",
    missing_input="{item}: ไม่พบในตารางของเอกสาร",
    ambiguous="เอกสารระบุตัวเลขมากกว่าหนึ่งค่าสำหรับ {item} จึงไม่คำนวณ:",
    yes="ใช่",
    no="ไม่ใช่",
    rose="เพิ่มขึ้น",
    fell="ลดลง",
    unchanged="ไม่เปลี่ยนแปลง",
    average="ค่าเฉลี่ย",
    total="ผลรวม",
    positive="ค่าบวก",
    negative="ค่าลบ",
    only_documents="เมื่อไม่มีแบบจำลองภาษา คำตอบมาจากเอกสารเท่านั้น",
    fallback="ติดต่อแบบจำลองภาษาไม่ได้ คำตอบจึงยกมาจากเอกสาร ",
)

TRADITIONAL = "zh-hant"
"""The code of Chinese in traditional characters; "zh" alone stands for simplified ones."""

PHRASES = {
    "en": ENGLISH, "zh": _CHINESE, TRADITIONAL: _TRADITIONAL_CHINESE, "ja": _JAPANESE, "ko": _KOREAN, "de": _GERMAN,
    "fr": _FRENCH, "es": _SPANISH, "pt": _PORTUGUESE, "it": _ITALIAN, "nl": _DUTCH, "ru": _RUSSIAN, "ar": _ARABIC,
    "he": _HEBREW, "th": _THAI,
}  # fmt: skip
"""The phrases of every language that has any, by code."""


def phrases_for(language: str) -> Phrases:
    """The phrases of a language given as `language_codes.code_of` gives it; English when it has none."""
    return PHRASES.get(language, ENGLISH)

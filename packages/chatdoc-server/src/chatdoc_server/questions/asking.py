"""What questions are asked with, by language: words that tell nothing of what is asked, and words that want a figure.

The function words of a language are known already; these are the rest of them, and those of scripts that put no
spaces between words.
"""

import re

from chatdoc_server.languages.scripts import HANGUL, KANA

_ASKED_WITH = {
    "de": """
        worum geht thema abschnitt wert jahr jahre jahres nenne nennen beschreibe erkläre erläutere zeige sage
        sagt steht laut gemäß dokument bericht text bitte genau kostet kostete beträgt betrug""",
    "fr": """
        quoi parle sujet section valeur année années an ans décris décrire explique expliquer cite citer indique
        montre dit selon document rapport texte veuillez svp coûte coûtent coûtait coûtaient""",
    "es": """
        trata sección valor año años describe explica indica cita muestra dice según documento informe texto
        favor cuesta cuestan costaba costó""",
    "pt": """
        trata seção secção valor ano anos descreve descreva explica explique indica mostra diz segundo documento
        relatório texto favor custa custam custava custou""",
    "it": """
        cosa parla sezione valore anno anni descrivi spiega indica cita mostra dice secondo documento relazione
        testo favore costa costano costava ammonta""",
    "nl": """
        gaat paragraaf waarde jaar jaren beschrijf noem leg toon zegt volgens document verslag tekst graag
        kost kostte bedraagt""",
    "ru": """
        сказано теме тему чем разделе раздел значение год года году годов лет каков какова каково каковы опиши
        опишите объясни объясните назови назовите укажи покажи скажи говорится согласно документ документе
        документу отчёт отчете тексте пожалуйста стоит стоят стоил стоила стоило составляет составил составила""",
    "ar": """
        يقول قسم القسم قيمة قيمه عم يتحدث عام العام سنه سنة السنة اذكر صف اشرح وضح بين حسب وفق وفقا المستند
        الوثيقه الوثيقة النص التقرير يكلف تكلف كلف كلفت""",
    "he": "עולה עולים הסעיף סעיף הערך עבור במה עוסק שנה שנת בשנת תאר הסבר ציין הצג אומר לפי המסמך מסמך הדוח הטקסט",
}
_SETS = {language: frozenset(words.split()) for language, words in _ASKED_WITH.items()}

_DEGREES = {
    "de": r"\bwie\s+(?:hoch|groß|lang|lange|alt|weit|schwer|teuer|oft|häufig|schnell|tief|breit|spät|heiß|kalt)\b",
    "nl": r"\bhoe\s+(?:hoog|groot|lang|oud|ver|zwaar|duur|vaak|snel|diep|breed|laat)\b",
    "ru": r"\bкак\s+(?:долго|часто|далеко|высоко|велик\w*)\b",
}
_UNSPACED = {
    "zh": """
        关于 關於 写了 寫了 写 一节 一節 数值 數值 这份 這份 可不可以 可以 可否 能否 能不能 为什么 為什麼 怎么样
        怎麼樣 有没有 有沒有 什么 什麼 甚麼 多少 哪里 哪裡 哪儿 哪个 哪個 哪些 哪一 何时 何時 何地 如何 怎么
        怎麼 怎样 怎樣 为何 為何 是否 请问 請問 根据 根據 文档 文檔 文件中 文中 谁 誰 哪 几 幾 吗 嗎 呢 吧 的 了
        是 在 和 与 與 有 被 由 于 於 从 從 到 把 这 這 那 里 裡 中 多少钱 多少錢""",
    "ja": """
        書かれて 節には の値 どのように どのくらい どれくらい いくつ いくら どこ だれ いつ なぜ どう どの どれ
        どんな なに なん 文書 資料 誰 何""",
    "ko": """
        적혀 있습니까 대해 값은 절에는 무엇 누구 언제 어디 얼마 어떻게 어떤 어느 무슨 왜 몇 입니까 인가요 습니까
        나요 까요 문서""",
    "th": """
        กล่าวถึง กล่าวว่า กล่าว ว่าอย่างไร หัวข้อ เอกสารนี้ เมื่อไหร่ เมื่อไร เท่าไหร่ เท่าไร อย่างไร ที่ไหน
        หรือไม่ อะไร ทำไม ใคร ไหน กี่ ไหม เอกสาร เป็น ของ ที่ ใน มี และ ได้ คือ จาก ให้ ถูก""",
}


def _any_of(words: str) -> re.Pattern[str]:
    """A pattern for any of some words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(words.split(), key=len, reverse=True))))


_CUT = {language: _any_of(words) for language, words in _UNSPACED.items()} | {
    language: re.compile(pattern) for language, pattern in _DEGREES.items()
}
_KOREAN_PARTICLE = re.compile(
    rf"(?<=[{HANGUL}][{HANGUL}])(?:에서|으로|까지|부터|은|는|이|가|을|를|의|에|로|와|과|도)(?![{HANGUL}])"
)
_HIRAGANA = re.compile("[\u3040-\u309f]+")
_WANTS_FIGURE = re.compile(
    r"\b(?:wie ?viele?|wie (?:hoch|groß|lang|alt|weit|schwer|teuer|oft)|wann|in welchem jahr|combien|quand"
    r"|en quelle année|cu[aá]nt[oa]s?|cuándo|en qué año|quant[oaie]s?|quando|hoeveel|wanneer"
    r"|сколько|когда|в каком году|كم|متى)\b"
    r"|כמה|מתי|多少|几|幾|何时|何時|哪年|哪一年|いくつ|いくら|いつ|何年|何人|何メートル|얼마|언제|몇|เท่าไ|กี่|เมื่อไ",
    re.IGNORECASE,
)
_DEICTIC = {
    "en": """
        this that it these those here mean means meaning explain explanation clarify summarise summarize summary
        simplify elaborate passage paragraph sentence text selection selected part figure number amount value
        year period word term phrase row column cell line date refer refers understand translate rephrase point
        main key idea about simple simpler words terms detail details more""",
    "de": """
        bedeutet bedeuten heißt meint gemeint erkläre erklären fasse zusammen zusammenfassung abschnitt satz
        absatz stelle auswahl zahl jahr wert wort begriff zeile spalte hier mehr übersetze verstehen""",
    "fr": """
        signifie signifier veut dire veux résume résumer résumé passage phrase paragraphe sélection chiffre
        nombre année valeur mot terme ligne colonne ça ici plus traduis comprendre""",
    "es": """
        significa significar quiere decir resume resumir resumen pasaje frase párrafo selección cifra número año
        valor palabra término fila columna aquí más traduce entender explícame""",
    "pt": """
        significa significar quer dizer resume resuma resumo trecho frase parágrafo seleção número ano valor
        palavra termo linha coluna aqui mais traduz entender""",
    "it": """
        significa significare vuol riassumi riassunto passaggio frase paragrafo selezione cifra numero anno
        valore parola termine riga colonna qui più traduci capire""",
    "nl": """
        betekent betekenen bedoelt samenvatten vat samen samenvatting passage zin alinea selectie cijfer getal
        jaar waarde woord term rij kolom hier meer vertaal begrijpen uitleg""",
    "ru": """
        значит означает означать значить имеется виду кратко резюмируй перескажи отрывок предложение абзац
        выделенное число цифра год значение слово термин строка столбец здесь подробнее переведи понять""",
    "ar": """
        يعني معنى تعني المقصود لخص تلخيص الفقرة الجملة المقطع الرقم السنة العام القيمة الكلمة السطر العمود هنا
        اكثر ترجم""",
    "he": """
        פירוש אומר משמעות הכוונה סכם תקציר קטע משפט פסקה מספר שנה ערך מילה מונח שורה עמודה כאן עוד תרגם""",
}
_DEICTIC_SETS = {language: frozenset(words.split()) for language, words in _DEICTIC.items()}
_POINTING = {
    "zh": """
        意思 含义 含義 解释 解釋 说明 說明 总结 總結 概括 摘要 翻译 翻譯 这段 這段 这句 這句 这里 這裡 数字 數字 年份 年
        数值 數值 词 詞 段落 句子 选中 選中 一下 请 請 代表 指 个 個 话 話 段 句""",
    "ja": "意味 説明 要約 翻訳 解説 部分 箇所 文章 段落 数字 数値 単語 用語 選択 教 年 文 語 行 列",
    "ko": "의미 뜻 설명 요약 번역 부분 문장 단락 숫자 수치 단어 용어 선택 연도 해 이것 저것 그것 하세요 해줘 이",
    "th": "หมายถึง หมายความว่า ความหมาย แปลว่า อธิบาย สรุป แปล ข้อความ ย่อหน้า ประโยค ตัวเลข ปี คำ นี้ นั้น ส่วน",
}
_DEICTIC_CUT = {language: _any_of(words) for language, words in _POINTING.items()}


def asked_with(language: str) -> frozenset[str]:
    """Words of asking in a language, beside its function words, in lower case."""
    return _SETS.get(language, frozenset())


def without_asking(text: str, language: str) -> str:
    """A question in lower case without the words it is asked with that no spaces or several words set apart.

    Of Japanese only what is not in hiragana stays, which grammar is written in, as long as anything does.
    """
    if language == "ko":
        text = _KOREAN_PARTICLE.sub(" ", text)
    if language in _CUT:
        text = _CUT[language].sub(" ", text)
    if language == "ja" and re.search(rf"[^\W_{KANA}]|[\u30a0-\u30ff]", text):
        text = _HIRAGANA.sub(" ", text)
    return text


def wants_figure(text: str) -> bool:
    """Whether a question in a language other than English asks how many, how much or when."""
    return _WANTS_FIGURE.search(text) is not None


def deictic(language: str) -> frozenset[str]:
    """Words that only point at something, or ask what it means: "explain this"."""
    return _DEICTIC_SETS.get(language, frozenset())


def without_deictic(text: str, language: str) -> str:
    """A question of a script without spaces without the words that only point at something."""
    return _DEICTIC_CUT[language].sub(" ", text) if language in _DEICTIC_CUT else text

"""One short document in each of many languages, with questions about it, for tests of any of them."""

from dataclasses import dataclass

from chatdoc_server.document import Document
from tests.answering.builder import DocumentBuilder


@dataclass(frozen=True)
class Sample:
    """A small document: `sentences` in order, and `questions` with the place of the sentence that answers each."""

    sentences: tuple[str, ...]
    questions: tuple[tuple[str, int], ...]
    unanswered: tuple[str, ...]
    heads: tuple[str, str, str]
    fees: tuple[str, str]
    fee_question: str


SAMPLES = {
    "en": Sample(
        (
            "The library of Larkfield was built of granite in 1902.",
            "Its director is Anna Weber, who came from Oakham.",
            "The reading room has 240 seats and opens at nine in the morning.",
            "The ferry to the island leaves from the old quay every day.",
            "Dogs may not enter the garden.",
        ),
        (
            ("When was the library of Larkfield built?", 0),
            ("Who is the director?", 1),
            ("How many seats does the reading room have?", 2),
            ("Where does the ferry to the island leave?", 3),
            ("May dogs enter the garden?", 4),
        ),
        ("What did the emperor of Brazil say about elephants?", "How deep is the volcano?"),
        ("Fee", "2024", "2023"),
        ("Mooring", "Crane hire"),
        "What was the fee for crane hire in 2023?",
    ),
    "de": Sample(
        (
            "Die Bibliothek von Lerchenfeld wurde 1902 aus Granit gebaut.",
            "Ihre Leiterin ist Anna Weber, die aus Eichheim kam.",
            "Der Lesesaal hat 240 Plätze und öffnet um neun Uhr morgens.",
            "Die Fähre zur Insel fährt jeden Tag vom alten Kai ab.",
            "Hunde dürfen den Garten nicht betreten.",
        ),
        (
            ("Wann wurde die Bibliothek von Lerchenfeld gebaut?", 0),
            ("Wer ist die Leiterin?", 1),
            ("Wie viele Plätze hat der Lesesaal?", 2),
            ("Wo fährt die Fähre zur Insel ab?", 3),
            ("Dürfen Hunde den Garten betreten?", 4),
        ),
        ("Was sagte der Kaiser von Brasilien über Elefanten?", "Wie tief ist der Vulkan?"),
        ("Gebühr", "2024", "2023"),
        ("Liegeplatz", "Kranmiete"),
        "Wie hoch war die Gebühr für Kranmiete im Jahr 2023?",
    ),
    "fr": Sample(
        (
            "La bibliothèque de Larfeuil a été construite en granit en 1902.",
            "Sa directrice est Anna Weber, qui venait de Chênaie.",
            "La salle de lecture compte 240 places et ouvre à neuf heures du matin.",
            "Le bac pour l’île part chaque jour du vieux quai.",
            "Les chiens ne peuvent pas entrer dans le jardin.",
        ),
        (
            ("Quand la bibliothèque de Larfeuil a-t-elle été construite ?", 0),
            ("Qui est la directrice ?", 1),
            ("Combien de places compte la salle de lecture ?", 2),
            ("D’où part le bac pour l’île ?", 3),
            ("Les chiens peuvent-ils entrer dans le jardin ?", 4),
        ),
        ("Qu’a dit l’empereur du Brésil sur les éléphants ?", "Quelle est la profondeur du volcan ?"),
        ("Droit", "2024", "2023"),
        ("Amarrage", "Location de grue"),
        "Quel était le droit de location de grue en 2023 ?",
    ),
    "es": Sample(
        (
            "La biblioteca de Alondra se construyó con granito en 1902.",
            "Su directora es Anna Weber, que llegó de Robledal.",
            "La sala de lectura tiene 240 asientos y abre a las nueve de la mañana.",
            "El transbordador a la isla sale cada día del muelle viejo.",
            "Los perros no pueden entrar en el jardín.",
        ),
        (
            ("¿Cuándo se construyó la biblioteca de Alondra?", 0),
            ("¿Quién es la directora?", 1),
            ("¿Cuántos asientos tiene la sala de lectura?", 2),
            ("¿De dónde sale el transbordador a la isla?", 3),
            ("¿Pueden entrar los perros en el jardín?", 4),
        ),
        ("¿Qué dijo el emperador de Brasil sobre los elefantes?", "¿Qué profundidad tiene el volcán?"),
        ("Tarifa", "2024", "2023"),
        ("Amarre", "Alquiler de grúa"),
        "¿Cuál fue la tarifa de alquiler de grúa en 2023?",
    ),
    "ru": Sample(
        (
            "Библиотека Ларкфилда была построена из гранита в 1902 году.",
            "Её директор — Анна Вебер, которая приехала из Окхэма.",
            "В читальном зале 240 мест, он открывается в девять утра.",
            "Паром на остров каждый день отходит от старой пристани.",
            "Собакам нельзя входить в сад.",
        ),
        (
            ("Когда была построена библиотека Ларкфилда?", 0),
            ("Кто директор?", 1),
            ("Сколько мест в читальном зале?", 2),
            ("Откуда отходит паром на остров?", 3),
            ("Можно ли собакам входить в сад?", 4),
        ),
        ("Что сказал император Бразилии о слонах?", "Какова глубина вулкана?"),
        ("Сбор", "2024", "2023"),
        ("Стоянка", "Аренда крана"),
        "Каков был сбор за аренду крана в 2023 году?",
    ),
    "ar": Sample(
        (
            "بُنيت مكتبة لاركفيلد من الجرانيت في عام 1902.",
            "مديرة المكتبة هي آنا فيبر التي جاءت من أوكهام.",
            "تضم قاعة القراءة 240 مقعدا وتفتح في التاسعة صباحا.",
            "تغادر العبارة إلى الجزيرة من الرصيف القديم كل يوم.",
            "لا يسمح للكلاب بدخول الحديقة.",
        ),
        (
            ("متى بُنيت مكتبة لاركفيلد من الجرانيت؟", 0),
            ("من هي مديرة المكتبة؟", 1),
            ("كم مقعدا تضم قاعة القراءة؟", 2),
            ("من أين تغادر العبارة إلى الجزيرة؟", 3),
            ("هل يسمح للكلاب بدخول الحديقة؟", 4),
        ),
        ("ماذا قال إمبراطور البرازيل عن الفيلة؟", "ما عمق البركان؟"),
        ("الرسم", "2024", "2023"),
        ("الرسو", "استئجار الرافعة"),
        "كم كان رسم استئجار الرافعة في عام 2023؟",
    ),
    "zh": Sample(
        (
            "云雀镇图书馆于1902年用花岗岩建成。",
            "馆长是来自橡树村的安娜·韦伯。",
            "阅览室有240个座位，早上九点开放。",
            "开往小岛的渡船每天从旧码头出发。",
            "花园里不准带狗进入。",
        ),
        (
            ("云雀镇图书馆是什么时候建成的？", 0),
            ("馆长是谁？", 1),
            ("阅览室有多少个座位？", 2),
            ("开往小岛的渡船从哪里出发？", 3),
            ("可以带狗进入花园吗？", 4),
        ),
        ("巴西皇帝对大象说了什么？", "火山有多深？"),
        ("费用", "2024", "2023"),
        ("停泊费", "吊车租金"),
        "2023年的吊车租金是多少？",
    ),
    "ja": Sample(
        (
            "雲雀町の図書館は1902年に花崗岩で建設されました。",
            "館長は樫村から来たアンナ・ウェーバーです。",
            "閲覧室には240の座席があり、朝九時に開きます。",
            "島への連絡船は毎日古い埠頭から出発します。",
            "庭園に犬を連れて入ることはできません。",
        ),
        (
            ("雲雀町の図書館はいつ建設されましたか。", 0),
            ("館長は誰ですか。", 1),
            ("閲覧室には座席がいくつありますか。", 2),
            ("島への連絡船はどこから出発しますか。", 3),
            ("庭園に犬を連れて入ることはできますか。", 4),
        ),
        ("ブラジルの皇帝は象について何と言いましたか。", "火山の深さはどのくらいですか。"),
        ("料金", "2024", "2023"),
        ("係留料", "クレーン使用料"),
        "2023年のクレーン使用料はいくらでしたか。",
    ),
}


def document(language: str) -> Document:
    sample = SAMPLES[language]
    builder = DocumentBuilder()
    for sentence in sample.sentences:
        builder.paragraph(sentence)
    rows = [list(sample.heads), [sample.fees[0], "412", "398"], [sample.fees[1], "58", "61"]]
    return replace_language(builder.table(rows).build(), language)


def replace_language(built: Document, language: str) -> Document:
    return Document(pages=built.pages, elements=built.elements, words=built.words, language=language)

"""The phrases of answers in Japanese."""

from chatdoc_server.answering.phrases.model import Phrases

JAPANESE = Phrases(
    opening="「",
    closing="」",
    lead="文書には次のように書かれています。",
    closest="文書の中でこれに最も近い記述は次のとおりです。",
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

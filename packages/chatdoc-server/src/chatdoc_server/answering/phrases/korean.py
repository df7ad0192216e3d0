"""The phrases of answers in Korean."""

from chatdoc_server.answering.phrases.model import Phrases

KOREAN = Phrases(
    opening="“",
    closing="”",
    lead="문서에는 다음과 같이 적혀 있습니다:",
    closest="문서에서 이에 가장 가까운 내용은 다음과 같습니다:",
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

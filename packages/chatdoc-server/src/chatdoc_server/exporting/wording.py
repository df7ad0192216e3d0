"""The few words of our own in an exported answer, in the language that the answer is in."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words. `one_page` and `many_pages` hold a place for numbers, which count from 1."""

    asked: str
    model: str
    rests_on: str
    computed: str
    unsupported: str
    stopped: str
    deleted: str
    under: str
    one_page: str
    many_pages: str
    between: str

    def pages(self, numbers: Sequence[int]) -> str:
        """Pages, which count from 0, as a reader calls them."""
        form = self.one_page if len(numbers) == 1 else self.many_pages
        return form.format(self.between.join(str(number + 1) for number in numbers))


ENGLISH = Wording(
    asked="Asked: ",
    model="Model: ",
    rests_on="Sources of the whole answer: ",
    computed="How it was computed:",
    unsupported="Nothing in the documents supports:",
    stopped="The answer was stopped before it was complete.",
    deleted="A document that has been deleted",
    under="under",
    one_page="page {}",
    many_pages="pages {}",
    between=", ",
)
CHINESE = Wording(
    asked="提问时间：",
    model="模型：",
    rests_on="整个回答的来源：",
    computed="计算方法：",
    unsupported="以下内容在文档中没有依据：",
    stopped="回答在完成之前被停止。",
    deleted="已删除的文档",
    under="位于",
    one_page="第 {} 页",
    many_pages="第 {} 页",
    between="、",
)


def wording_for(language: str) -> Wording:
    """The words in a language by its ISO 639-1 code; English where there are none."""
    return CHINESE if language == "zh" else ENGLISH

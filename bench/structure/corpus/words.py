"""Sentences for made documents: grammatical, different, and about something like what such documents are about."""

import random
from collections.abc import Sequence


def _split(words: str) -> tuple[str, ...]:
    """Words as a tuple."""
    return tuple(words.split())


SINGULAR = _split(
    "authority board committee contractor department facility operator programme subsidiary supplier "
    "division laboratory registrar office terminal reservoir warehouse network utility harbour refinery "
    "archive institute"
)
PLURAL = _split(
    "inspections deliveries measurements repairs payments forecasts shipments contracts reserves turbines "
    "sensors valves vehicles tenants licences surveys accounts suppliers customers invoices permits "
    "pipelines"
)
ADJECTIVES = _split(
    "annual regional revised preliminary independent seasonal northern additional operational technical "
    "significant remaining external quarterly joint temporary efficient insufficient official different "
    "coastal"
)
VERBS = _split(
    "completed reviewed replaced postponed expanded financed reported measured confirmed modified "
    "classified suspended certified transferred combined verified simplified offset affected reconsidered"
)
ABSTRACT = _split(
    "efficiency liability performance reliability capacity temperature demand pressure accuracy "
    "productivity responsibility compensation distribution classification maintenance infrastructure "
    "configuration utilisation"
)
OPENERS = (
    "In the second half of the year,",
    "Compared with the preceding period,",
    "As a consequence,",
    "Following the inspection,",
    "Although the effect was small,",
    "According to the field office,",
    "For this reason,",
    "By contrast,",
    "Until the replacement is finished,",
    "Under the revised timetable,",
    "Where no alternative was available,",
)
CLOSERS = (
    "which reduced the cost of {abstract} by {number} per cent",
    "while {abstract} remained below the level of {year}",
    "and the difference was carried forward to {year}",
    "because the {adjective} {plural} had not been delivered",
    "as the {singular} in {place} had proposed",
    "so that {abstract} could be compared over {number} sites",
    "although {number} of the {plural} are still outstanding",
)
SYLLABLES = _split(
    "bar cor dal el fen gar hol is kel lor mar nor ost pel quin ras sel tor ul ver wes yar zan brin thor"
)
ENDS = _split("ton field ford wick mere burg dale haven stead gate bridge by")

WHO = _split(
    "公司 董事会 项目组 监事会 管理部门 供应商 研究中心 子公司 审计委员会 运营团队 分支机构 承包单位 技术部 采购部门"
)
WHAT = _split(
    "设备 生产线 管网 合同 库存 应收款项 研发项目 检测报告 施工方案 信息系统 融资计划 排水设施 原材料 "
    "仓储中心 服务协议 质量标准 监测数据 培训课程 能源消耗 市场份额"
)
DOES = _split("完成了 调整了 审议通过了 重新评估了 扩大了 推迟了 优化了 披露了 更换了 核实了 逐步压缩了 统一规范了")
WHICH = _split("年度 区域性 新一期 现有 主要 剩余 境外 季节性 重点 配套 临时 老旧")
WHEN = _split(
    "报告期内， 与上年同期相比， 根据双方约定， 受市场环境影响， 经现场检查， 在此基础上， 截至期末， 考虑到上述情况，"
)
SO = (
    "相关费用同比下降{number}%",
    "预计将于{year}年投入使用",
    "其中{place}地区增长较为明显",
    "涉及金额约{number}万元",
    "尚有{number}项工作正在推进",
    "从而提高了整体运行效率",
    "有效降低了{place}项目的风险水平",
    "并已取得{place}主管部门的批准",
)
PLACES_ZH = _split("临江 东岭 北川 南屏 西河 青浦 云溪 清源 海宁 金沙 白石 长汀 永安 凤台 龙湾 安平")


class Words:
    """A stream of words in a language, the same for the same random source."""

    def __init__(self, language: str, source: random.Random) -> None:
        """Starts the stream.

        Args:
            language: "en" or "zh".
            source: What chooses.
        """
        self.chinese = language == "zh"
        self.source = source

    def number(self, digits: int = 2) -> str:
        """A number of at most so many digits."""
        return str(self.source.randint(2, 10**digits - 1))

    def place(self) -> str:
        """A place that is on no map."""
        if self.chinese:
            return self.source.choice(PLACES_ZH)
        name = "".join(self.source.sample(SYLLABLES, self.source.choice((1, 1, 2)))) + self.source.choice(ENDS)
        return name.capitalize()

    def name(self) -> str:
        """A company."""
        if self.chinese:
            trade = self.source.choice(["水务", "能源", "科技", "重工", "新材料", "物流", "生物", "电气"])
            return f"{self.place()}{trade}股份有限公司"
        trade = self.source.choice(
            ["Water", "Energy", "Instruments", "Logistics", "Materials", "Holdings", "Foods", "Marine"]
        )
        return f"{self.place()} {trade} {self.source.choice(('Inc.', 'plc', 'Ltd', 'Group', 'Corporation'))}"

    def sentence(self) -> str:
        """A sentence with its full stop."""
        return self._chinese() if self.chinese else self._english()

    def paragraph(self, sentences: int = 4) -> str:
        """Some sentences, about so many."""
        count = max(1, sentences + self.source.choice((-1, 0, 0, 1)))
        return ("" if self.chinese else " ").join(self.sentence() for _ in range(count))

    def phrase(self) -> str:
        """A few words, as a heading or a row's label has them."""
        pick = self.source.choice
        if self.chinese:
            return f"{pick(WHICH)}{pick(WHAT)}{pick(('情况', '管理', '分析', '安排', '说明', '概述'))}"
        form = pick(
            ("{adjective} {plural}", "{abstract} of {plural}", "{adjective} {abstract}", "{plural} and {abstract}")
        )
        return self._fill(form).capitalize()

    def item(self) -> str:
        """What a list's item says: some words, or a sentence."""
        if self.chinese:
            return f"{self.source.choice(WHICH)}{self.source.choice(WHAT)}，{self._fill(self.source.choice(SO))}；"
        words = self._fill("{adjective} {plural} in {place}, {number} of them {verb} before {year}")
        return words[0].upper() + words[1:] + (";" if self.source.random() < 0.5 else ".")

    def distinct(self, count: int) -> list[str]:
        """Phrases that are all different."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.phrase()] = None
        return list(found)

    def _english(self) -> str:
        pick = self.source.choice
        start = pick(
            (
                "the {adjective} {plural} in {place} were {verb}",
                "{number} {plural} were {verb} by the {adjective} {singular}",
                "the {singular} {verb} its {adjective} {plural}",
                "the {singular} at {place} {verb} all {plural} of {year}",
                "{abstract} and {abstract} were {verb} together for the {place} {singular}",
            )
        )
        parts = [self._fill(start)]
        if self.source.random() < 0.35:
            parts.insert(0, pick(OPENERS))
        if self.source.random() < 0.7:
            parts[-1] += ("" if self.source.random() < 0.3 else ",") + " " + self._fill(pick(CLOSERS))
        words = " ".join(parts)
        return words[0].upper() + words[1:] + "."

    def _chinese(self) -> str:
        pick = self.source.choice
        start = pick(WHEN) if self.source.random() < 0.5 else ""
        middle = f"{pick(WHO)}{pick(DOES)}{self.place()}{pick(('地区', '项目', '基地'))}的{pick(WHICH)}{pick(WHAT)}"
        end = f"，{self._fill(pick(SO))}" if self.source.random() < 0.8 else ""
        return f"{start}{middle}{end}。"

    def _fill(self, form: str) -> str:
        """A form with its gaps filled."""
        gaps: dict[str, Sequence[str]] = {
            "adjective": ADJECTIVES,
            "plural": PLURAL,
            "singular": SINGULAR,
            "abstract": ABSTRACT,
            "verb": VERBS,
        }
        for gap, words in gaps.items():
            while f"{{{gap}}}" in form:
                form = form.replace(f"{{{gap}}}", self.source.choice(words), 1)
        return form.format(place=self.place(), number=self.number(), year=self.source.randint(2011, 2026))

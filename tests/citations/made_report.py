"""A report of made-up facts: its source for Typst, and sentences that are true of it and not."""

import random
from dataclasses import dataclass

_NAMES = ["Alder", "Brook", "Cedar", "Dorset", "Ember", "Fallow", "Garnet", "Hollis"]
_PLACES = ["Larkfield", "Ostrand", "Tarnwick", "Quenby"]
_MONTHS = ["March", "June", "September"]


@dataclass(frozen=True)
class Facts:
    """What a report of two pages says; amounts in millions, of 2022 and the year `before`."""

    chief: str
    treasurer: str
    here: str
    there: str
    sales: int
    before: int
    costs: int
    spent: int
    loss: int
    people: int
    plants: int
    day: int
    month: str
    up: int

    @property
    def source(self) -> str:
        """The report."""
        return f"""
#set page(width: 612pt, height: 792pt, margin: 72pt)
#set text(size: 10pt)
= Norwell Annual Report
The company employs {self.people:,} people in {self.plants} plants. Jane {self.chief} is the Chief Executive
Officer, and Tom {self.treasurer} is the Treasurer. The lease in {self.here} ends on {self.month} {self.day}, 2027. The
plant in {self.there} was not sold.
Orders from abroad rose {self.up}% in 2022, after a strike had kept them low.
#pagebreak()
= Consolidated Statements of Income
(in millions)
#table(columns: (220pt, 70pt, 70pt), stroke: none, align: (left, right, right),
  table.hline(), [Years ended December 31,], [2022], [2021], table.hline(),
  [Net sales], [\\$ {self.sales:,}], [\\$ {self.before:,}],
  [Cost of sales], [{self.costs}], [{self.costs - 37}],
  [Purchases of property, plant and equipment], [({self.spent:,})], [({self.spent - 55:,})],
  [Net income (loss)], [({self.loss})], [{self.loss + 17}], table.hline())
"""

    @property
    def true(self) -> tuple[str, ...]:
        """Sentences that the report supports."""
        return (
            f"Net sales were ${self.sales:,} million in 2022.",
            f"Net sales were ${self.sales:,} million in 2022 and ${self.before:,} million in 2021.",
            f"The cost of sales was ${self.costs} million in 2022.",
            f"There was a net loss of ${self.loss} million in 2022.",
            f"Capital expenditures were about ${self.spent / 1000:.1f} billion in 2022.",
            f"The company employs {self.people:,} people.",
            f"Jane {self.chief} is the Chief Executive Officer.",
            f"The lease in {self.here} ends on {self.day} {self.month} 2027.",
            f"The plant in {self.there} was not sold.",
            f"Orders from abroad rose by {self.up}% in 2022.",
        )

    @property
    def wrong(self) -> tuple[str, ...]:
        """Sentences that the report does not support, each by one thing."""
        return (
            f"Net sales were ${self.sales + 1:,} million in 2022.",
            f"Net sales were ${self.sales:,} billion in 2022.",
            f"Net sales were ${self.before:,} million in 2022 and ${self.sales:,} million in 2021.",
            f"The cost of sales was ${self.sales:,} million in 2022.",
            f"Net income was ${self.loss} million in 2022.",
            f"Capital expenditures were ${self.spent + 40:,} million in 2022.",
            f"The company employs {self.people + 10:,} people.",
            f"Tom {self.treasurer} is the Chief Executive Officer.",
            f"The lease in {self.here} ends on {self.day + 1} {self.month} 2027.",
            f"The lease in {self.there} ends on {self.day} {self.month} 2027.",
            f"The plant in {self.there} was sold.",
            f"Orders from abroad fell by {self.up}% in 2022.",
        )

    @property
    def questions(self) -> tuple[str, ...]:
        """Questions that the report answers."""
        return (
            "What were net sales in 2022?",
            "What was the cost of sales in 2021?",
            "By how much did net sales change from 2021 to 2022?",
            "How much did the company spend on property, plant and equipment in 2022?",
            "How many people does the company employ?",
            "Who is the Chief Executive Officer?",
            f"When does the lease in {self.here} end?",
            "How much did orders from abroad rise?",
        )


def drawn(seed: int) -> Facts:
    """The facts of one report."""
    dice = random.Random(seed)
    chief, treasurer = dice.sample(_NAMES, 2)
    here, there = dice.sample(_PLACES, 2)
    sales, before = dice.randrange(3000, 9000), dice.randrange(1000, 2900)
    costs, spent = dice.randrange(400, 900), dice.randrange(1100, 1900)
    loss = dice.randrange(101, 399)
    people, plants = dice.randrange(1100, 1990), dice.randrange(3, 9)
    day, month = dice.randrange(2, 29), dice.choice(_MONTHS)
    up = dice.randrange(11, 19)
    return Facts(chief, treasurer, here, there, sales, before, costs, spent, loss, people, plants, day, month, up)

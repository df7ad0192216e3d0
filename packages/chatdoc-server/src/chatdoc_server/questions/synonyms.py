"""What questions say and documents print otherwise, apart from figures: abbreviations, and topics with their words."""

from collections.abc import Mapping
from dataclasses import dataclass

from chatdoc_server.questions.statements import Statement


@dataclass(frozen=True, slots=True)
class Synonym:
    """Names found in questions, the words that documents print instead, and the statements that show them."""

    asked: tuple[str, ...]
    printed: str
    statements: tuple[Statement, ...] = ()


_ABBREVIATIONS: Mapping[str, str] = {
    # Companies and money
    "aoci": "accumulated other comprehensive income",
    "arr": "annual recurring revenue",
    "aro": "asset retirement obligation",
    "arpu": "average revenue per user",
    "asp": "average selling price",
    "asu": "accounting standards update",
    "bps": "basis points",
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "coo": "chief operating officer",
    "cto": "chief technology officer",
    "d&o": "directors and officers",
    "dcf": "discounted cash flow",
    "doj": "department of justice",
    "dta": "deferred tax assets",
    "dtl": "deferred tax liabilities",
    "epa": "environmental protection agency",
    "erm": "enterprise risk management",
    "erp": "enterprise resource planning",
    "esg": "environmental, social and governance",
    "espp": "employee stock purchase plan",
    "fda": "food and drug administration",
    "fte": "full-time equivalent",
    "fx": "foreign exchange; foreign currency",
    "g&a": "general and administrative expenses",
    "gaap": "generally accepted accounting principles",
    "ifrs": "international financial reporting standards",
    "ipo": "initial public offering",
    "jv": "joint venture",
    "kpi": "key performance indicator",
    "libor": "london interbank offered rate",
    "md&a": "management's discussion and analysis",
    "nci": "noncontrolling interest",
    "npl": "non-performing loans",
    "oci": "other comprehensive income",
    "opex": "operating expenses",
    "pbo": "projected benefit obligation",
    "psu": "performance share units",
    "rou": "right-of-use assets",
    "rpo": "remaining performance obligations",
    "rsu": "restricted stock units",
    "s&m": "sales and marketing",
    "sbc": "stock-based compensation",
    "sec": "securities and exchange commission",
    "sofr": "secured overnight financing rate",
    "vie": "variable interest entity",
    "wacc": "weighted average cost of capital",
    "yoy": "year over year",
    "ytd": "year to date",
    # Law
    "adr": "alternative dispute resolution",
    "bipa": "biometric information privacy act",
    "ccpa": "california consumer privacy act",
    "cda": "confidential disclosure agreement",
    "dpa": "data processing agreement",
    "eula": "end user license agreement",
    "fcpa": "foreign corrupt practices act",
    "gdpr": "general data protection regulation",
    "ip": "intellectual property",
    "llc": "limited liability company",
    "loi": "letter of intent",
    "mou": "memorandum of understanding",
    "msa": "master services agreement",
    "pii": "personally identifiable information; personal data",
    "sla": "service level agreement; service levels",
    "sow": "statement of work",
    "t&c": "terms and conditions",
    "tos": "terms of service",
    # Science and technology
    "anova": "analysis of variance",
    "api": "application programming interface",
    "auc": "area under the curve",
    "bmi": "body mass index",
    "cnn": "convolutional neural network",
    "ghg": "greenhouse gas",
    "gpu": "graphics processing unit",
    "hplc": "high-performance liquid chromatography",
    "llm": "large language model",
    "mae": "mean absolute error",
    "mri": "magnetic resonance imaging",
    "mse": "mean squared error",
    "nlp": "natural language processing",
    "ocr": "optical character recognition; text recognition",
    "ols": "ordinary least squares",
    "pca": "principal component analysis",
    "pcr": "polymerase chain reaction",
    "rct": "randomized controlled trial",
    "rmse": "root mean square error",
    "rnn": "recurrent neural network",
    "sd": "standard deviation",
    "svm": "support vector machine",
}
"""Abbreviations of finance, law and science, in small letters; none is a word of its own."""

SYNONYMS: tuple[Synonym, ...] = (
    Synonym(
        ("leverage", "leverage ratio", "debt ratio", "total debt", "net debt"),
        "long-term debt; short-term debt; current portion of long-term debt; total liabilities",
        (Statement.BALANCE,),
    ),
    Synonym(("book value",), "total shareholders' equity; total stockholders' equity", (Statement.BALANCE,)),
    Synonym(("m&a", "m & a"), "acquisitions; divestitures; mergers and acquisitions"),
    Synonym(("acquired", "acquisition", "acquisitions"), "acquisition; acquired; business combinations"),
    Synonym(("segment", "segments"), "business segments; reportable segments; segment results"),
    Synonym(("organic", "organically"), "organic sales change; organic growth"),
    Synonym(("y/y",), "year over year"),
    Synonym(("nda",), "non-disclosure agreement; confidentiality"),
    Synonym(("headcount",), "number of employees; full-time equivalents; persons employed"),
    Synonym(("layoffs", "lay-offs", "job cuts"), "workforce reduction; employee separation; restructuring"),
    Synonym(("bad debt", "bad debts"), "allowance for doubtful accounts; allowance for credit losses"),
    Synonym(("terms of payment", "payment terms"), "payment; payable; invoice; due"),
    *(Synonym((short, long), f"{long}; {short}") for short, long in _ABBREVIATIONS.items()),
)
"""Every synonym."""

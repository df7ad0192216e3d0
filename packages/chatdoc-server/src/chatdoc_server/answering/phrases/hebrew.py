"""The phrases of answers in Hebrew."""

from chatdoc_server.answering.phrases.model import Phrases

HEBREW = Phrases(
    opening="”",
    closing="“",
    lead="במסמך נאמר:",
    closest="הדבר הקרוב ביותר לכך שנאמר במסמך:",
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
